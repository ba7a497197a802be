/* A static server, as any that may hold the site: files, folders by their index.html, and nothing else. */
import { readFileSync } from 'fs';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { extname, join } from 'path';
import { fileOf } from './links';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json', '.png': 'image/png',
};

/** Serves a folder on a free port of this machine. */
export async function serve(folder: string): Promise<{ readonly address: string; close(): void }> {
  const server: Server = createServer(({ url = '/' }, response) => {
    const found = fileOf(folder, decodeURIComponent(new URL(url, 'http://site').pathname));
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': TYPES[extname(found ?? '.html')] ?? 'application/octet-stream' });
    response.end(found === undefined ? 'not found' : readFileSync(join(folder, found)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => { server.close(); server.closeAllConnections(); } };
}
