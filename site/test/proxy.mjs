// Everything that the browser sends goes through here: pages, workers and
// service workers alike. What is not on this machine is refused, and all is
// written down.
import http from "node:http";
import net from "node:net";

/** @type {{origin: string, path: string}[]} */
export const sent = [];
/** What Chromium asks of its maker by itself: form filling, sign-in, updates. */
export const browsersOwn = /^https?:\/\/([\w-]+\.)*(google|googleapis|gvt1)\.com(:\d+)?$/;
const local = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const server = http.createServer((request, response) => {
  const url = new URL(request.url ?? "");
  sent.push({ origin: url.origin, path: url.pathname });
  if (!local.test(url.host)) {
    response.writeHead(502).end();
    return;
  }
  const onward = http.request(url, { method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on("error", () => response.destroy());
    answer.pipe(response);
  });
  // Whoever leaves early, browser or server, ends the other side.
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
});

server.on("connect", (request, socket, head) => {
  sent.push({ origin: "https://" + request.url, path: "" });
  if (!local.test(request.url ?? "")) {
    // A browser that ends while it has not read this, resets the connection; of
    // an error that nobody hears, the tests would end.
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    return;
  }
  const [host, port] = (request.url ?? "").split(":");
  const onward = net.connect(Number(port), host, () => {
    socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.on("error", () => socket.destroy());
  socket.on("error", () => onward.destroy());
});

/** Starts it and gives its address. */
export async function startProxy() {
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  return "http://127.0.0.1:" + /** @type {net.AddressInfo} */ (server.address()).port;
}

export const stopProxy = () => {
  server.close();
  server.closeAllConnections();
};
