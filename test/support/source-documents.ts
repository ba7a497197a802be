/*
 * The files of the source documents, by the number of a document and the name of a file: transcribed in test/evidence/, or, where the environment
 * variable SOURCE_DOCUMENTS names a folder with a folder for each document, the documents' own.
 */
import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';

export const TRANSCRIPTIONS = join(__dirname, '../evidence/source-documents/manifests');
const FOLDERS = [join(__dirname, '../evidence/known-defects'), TRANSCRIPTIONS];
const ORIGINALS = process.env.SOURCE_DOCUMENTS;

export function sourceText(document: string, file: string): string {
  return readFileSync(ORIGINALS ? original(ORIGINALS, document, file) : transcription(document, file), 'utf8');
}

function original(root: string, document: string, file: string): string {
  return join(root, readdirSync(root).find((name) => name.startsWith(`${document}-`)) ?? document, file);
}

function transcription(document: string, file: string): string {
  const name = `${document}-${file.replace(/\//g, '-')}`;
  return join(FOLDERS.find((path) => existsSync(join(path, name))) ?? FOLDERS[0], name);
}
