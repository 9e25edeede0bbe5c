require('node:http').createServer((request, response) => {
  response.end(request.url === '/health' ? 'well' : 'kept in the store')
}).listen(Number(process.env.PORT), '127.0.0.1')
