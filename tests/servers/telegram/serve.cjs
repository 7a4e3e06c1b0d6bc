// An emulator of Telegram's Bot API on loopback. Prints one line of JSON once it serves, and ends with its standard input.
const net = require('node:net')
const { TelegramServer } = require('telegram-test-api/lib/telegramServer.js')

async function freePort() {
  const held = net.createServer()
  await new Promise((done) => held.listen(0, '127.0.0.1', done))
  const { port } = held.address()
  await new Promise((done) => held.close(done))
  return port
}

async function main() {
  const port = await freePort() // of 0 it makes 9000
  const server = new TelegramServer({ port, host: '127.0.0.1', storeTimeout: 24 * 3600 })
  await server.start()
  console.log(JSON.stringify({ port }))
}

process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
main()
