// A Bluesky network for tests: the directory of names, a server with its people, and the view over all posts.
// Everything listens on loopback. Prints one line of JSON once it serves, and ends with its standard input.
import net from 'node:net'

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (first, ...rest) {
  const asked = first !== null && typeof first === 'object' ? first : { port: Number(first) }
  const callback = rest.find((one) => typeof one === 'function')
  return listen.call(this, { ...asked, host: '127.0.0.1' }, callback)
}

const { TestPlc, TestPds, TestBsky, mockNetworkUtilities } = await import('@atproto/dev-env')

const [dbPostgresUrl, rateLimits] = process.argv.slice(2)
const plc = await TestPlc.create({})
const [pdsPort, viewPort] = await freePorts(2)
const view = await TestBsky.create({
  port: viewPort,
  plcUrl: plc.url,
  pdsPort,
  repoProvider: `ws://localhost:${pdsPort}`,
  dbPostgresSchema: 'bsky',
  dbPostgresUrl,
  modServiceDid: 'did:example:moderation',
})
const pds = await TestPds.create({
  port: pdsPort,
  hostname: 'localhost',
  didPlcUrl: plc.url,
  bskyAppViewUrl: view.url,
  bskyAppViewDid: view.ctx.cfg.serverDid,
  rateLimitsEnabled: rateLimits === 'limited',
})
mockNetworkUtilities(pds, view)
console.log(JSON.stringify({ server: pds.port, view: view.port, directory: plc.port }))

process.stdin.resume()
process.stdin.on('end', () => process.exit(0))

async function freePorts(count) {
  const held = Array.from({ length: count }, () => net.createServer())
  await Promise.all(held.map((one) => new Promise((done) => one.listen(0, done))))
  const ports = held.map((one) => one.address().port)
  await Promise.all(held.map((one) => new Promise((done) => one.close(done))))
  return ports
}
