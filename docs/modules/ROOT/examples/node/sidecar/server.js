const http = require('node:http')

const port = Number(process.env.PORT)

const server = http.createServer((request, response) => {
  response.end(request.url === '/health' ? 'well' : 'Less is more')
})
server.listen(port, '127.0.0.1', () => console.log(`Listening on port ${port}`))

// tag::stop[]
process.on('SIGTERM', () => {
  console.log('Good bye')
  server.close()
  server.closeIdleConnections()
})
// end::stop[]
