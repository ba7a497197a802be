/* eslint-disable no-bitwise -- protobuf's varints are made of bits */
/* Unary calls of CSI's gRPC services over a unix socket, and the few fields of their answers that a kubelet reads. */
import { connect } from 'node:http2';
import { createConnection } from 'node:net';

type Field = readonly [number: number, value: Buffer | number];

function varint(bytes: Buffer, at: number): [value: number, next: number] {
  let value = 0;
  for (let shift = 0, i = at; ; shift += 7) {
    const byte = bytes[i++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, i];
  }
}

/** Fields of a message of varints and of what has a length. */
function fieldsOf(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  for (let i = 0; i < bytes.length;) {
    const [key, next] = varint(bytes, i);
    const [value, after] = varint(bytes, next);
    if ((key & 7) === 0) fields.push([key >> 3, value]);
    else if ((key & 7) === 2) fields.push([key >> 3, bytes.subarray(after, after + value)]);
    else throw new Error(`wire type ${key & 7}`);
    i = (key & 7) === 2 ? after + value : after;
  }
  return fields;
}

/** Calls a method whose request is empty. */
export function call(socket: string, method: string, seconds = 10): Promise<Field[]> {
  return new Promise((done, failed) => {
    const session = connect('http://localhost', { createConnection: () => createConnection(socket) });
    const fail = (error: Error) => {
      session.destroy();
      failed(error);
    };
    session.on('error', fail);
    const stream = session.request({ ':method': 'POST', ':path': method, 'content-type': 'application/grpc', 'te': 'trailers' });
    stream.setTimeout(seconds * 1000, () => fail(new Error(`${method}: no answer`)));
    const chunks: Buffer[] = [];
    let status: string | undefined;
    const read = (headers: any) => { status = headers['grpc-status'] ?? status; };
    stream.on('response', read).on('trailers', read).on('data', (chunk) => chunks.push(chunk)).on('error', fail).on('end', () => {
      session.close();
      if (status !== '0') failed(new Error(`${method}: status ${status}`));
      else done(fieldsOf(Buffer.concat(chunks).subarray(5)));
    });
    stream.end(Buffer.alloc(5)); // not compressed, no bytes
  });
}

export async function pluginName(socket: string): Promise<string> {
  return String((await call(socket, '/csi.v1.Identity/GetPluginInfo')).find(([number]) => number === 1)?.[1] ?? '');
}

/** Whether the plugin says that it is healthy: an answer without `ready` means yes. */
export async function probe(socket: string): Promise<boolean> {
  const ready = (await call(socket, '/csi.v1.Identity/Probe')).find(([number]) => number === 1)?.[1];
  return ready === undefined || (ready as Buffer).length === 0 || fieldsOf(ready as Buffer).some(([, value]) => value === 1);
}

export interface NodeInfo { readonly nodeId: string; readonly maxVolumes: number; readonly segments: { [key: string]: string } }

export async function nodeInfo(socket: string): Promise<NodeInfo> {
  const info: NodeInfo & { nodeId: string; maxVolumes: number } = { nodeId: '', maxVolumes: 0, segments: {} };
  for (const [number, value] of await call(socket, '/csi.v1.Node/NodeGetInfo')) {
    if (number === 1) info.nodeId = String(value);
    if (number === 2) info.maxVolumes = value as number;
    if (number !== 3) continue;
    for (const [, entry] of fieldsOf(value as Buffer)) {
      const [key, text] = fieldsOf(entry as Buffer).map(([, part]) => String(part));
      info.segments[key] = text;
    }
  }
  return info;
}
