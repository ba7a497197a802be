/* Plans in a thread of its own: the page stays usable, and ends the thread where its question is outdated. */
import './node/globals';
import { answer } from './answer';
import { Answer, Asked } from './protocol';

declare const performance: { now(): number };
declare function postMessage(message: Answer): void;
declare let onmessage: (event: { readonly data: Asked }) => void;

onmessage = ({ data }) => {
  try {
    postMessage(answer(data, () => performance.now()));
  } catch (e) {
    postMessage({ id: data.id, objects: 0, claims: 0, summary: '', told: [], html: '', error: `The plan failed: ${(e as Error).message}`, milliseconds: 0 });
  }
};
