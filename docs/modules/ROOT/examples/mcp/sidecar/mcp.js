// A small MCP server with one tool, over HTTP and without a library. A real one is made with the SDK of the protocol.
const http = require('node:http')

const tool = { name: 'time', description: 'The time of day', inputSchema: { type: 'object', properties: {} } }

const answers = {
  initialize: ({ protocolVersion }) => ({
    protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'clock', version: '1.0' }
  }),
  ping: () => ({}),
  'tools/list': () => ({ tools: [tool] }),
  'tools/call': () => ({ content: [{ type: 'text', text: new Date().toTimeString() }] })
}

const server = http.createServer(async (request, response) => {
  if (request.url === '/health') return response.end('well')
  if (request.url !== '/mcp') return response.writeHead(404).end()
  if (request.method !== 'POST') return response.writeHead(405).end()

  let body = ''
  for await (const chunk of request) body += chunk
  const { id, method, params } = JSON.parse(body)
  if (id === undefined) return response.writeHead(202).end()

  const answer = answers[method]
  const outcome = answer ? { result: answer(params) } : { error: { code: -32601, message: `No method ${method}` } }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ jsonrpc: '2.0', id, ...outcome }))
})
server.listen(Number(process.env.PORT), '127.0.0.1')
