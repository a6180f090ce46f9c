// The recorder: whoever leaves early, on either side, ends the other side too,
// and nothing else. No browser is needed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { after, test } from "node:test";

/** What the server behind the proxy does with a connection. @type {(socket: net.Socket) => void} */
let serve = () => {};
const server = net.createServer((socket) => serve(socket)).listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = /** @type {net.AddressInfo} */ (server.address());

// In a process of its own: of an error that nobody hears, this one would only
// take notice, as of something that a test has left behind.
const recorder = spawn(process.execPath, ["--input-type=module", "-e", 'import { startProxy } from "./proxy.mjs"; console.log(await startProxy());'],
  { cwd: new URL(".", import.meta.url), stdio: ["ignore", "pipe", "inherit"] });
const proxy = Number(new URL(String(await once(recorder.stdout, "data"))).port);

after(() => {
  recorder.kill();
  server.close();
});

/** The next connection at the server. @returns {Promise<net.Socket>} */
const taken = () => new Promise((give) => { serve = give; });
const closed = (/** @type {net.Socket} */ socket) => new Promise((done) => { socket.once("error", () => {}).once("close", done); });

/** Asks the proxy for a tunnel and reads the first line of what it says. */
async function tunnel(to) {
  const socket = net.connect(proxy, "127.0.0.1");
  socket.write(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n\r\n`);
  const [said = ""] = await Promise.race([once(socket, "data"), once(socket, "close").then(() => [])]);
  return { socket, status: Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1]) };
}

/** Asks for a page through the proxy. @returns {Promise<http.IncomingMessage>} */
async function get(path) {
  const request = http.get({ host: "127.0.0.1", port: proxy, path, agent: false });
  const [answer] = await once(request, "response");
  return answer;
}

const head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";

test("a refused tunnel that is reset ends nothing else", async () => {
  for (let i = 0; i < 20; i++) {
    const { socket, status } = await tunnel("accounts.example:443");
    assert.equal(status, 502);
    socket.resetAndDestroy();
    await closed(socket);
  }
  assert.equal((await get("http://elsewhere.example/")).statusCode, 502, "it still answers");
  assert.equal(recorder.exitCode, null);
});

test("a tunnel that is reset on one side ends on the other", async () => {
  for (const resets of ["browser", "server"]) {
    const far = taken();
    const { socket, status } = await tunnel("127.0.0.1:" + port);
    assert.equal(status, 200);
    const [resetting, other] = resets === "browser" ? [socket, await far] : [await far, socket];
    const over = closed(other);
    other.resume();
    resetting.resetAndDestroy();
    await over;
  }
});

test("a browser that leaves in the middle of an answer leaves the server too", async () => {
  const far = taken();
  const asked = get(`http://127.0.0.1:${port}/`);
  const socket = await far;
  const over = closed(socket.resume());
  socket.write(head + "a part");
  (await asked).destroy();
  await over;
});

test("an answer that the server breaks off is no whole answer", async () => {
  for (const leave of [(socket) => socket.resetAndDestroy(), (socket) => socket.destroy()]) {
    const far = taken();
    const asked = get(`http://127.0.0.1:${port}/`);
    const socket = await far;
    await once(socket, "data"); // what is not read would be reset, too
    socket.write(head + "a part");
    const answer = await asked;
    const failed = once(answer.resume(), "error");
    leave(socket);
    await failed;
    assert.equal(answer.complete, false);
  }
});

test("a server that is not there is no answer", async () => {
  const nobody = "127.0.0.1:1"; // a port that was free a moment ago may be somebody's
  await assert.rejects(get(`http://${nobody}/`), { code: "ECONNRESET" });
  assert.ok(Number.isNaN((await tunnel(nobody)).status));
});
