require('node:http').createServer(async (request, response) => {
  if (request.url === '/health') return response.end('well')
  const kept = await (await fetch(process.env.STORE_URL)).text()
  response.end(`The api says: ${kept}`)
}).listen(Number(process.env.PORT), '127.0.0.1')
