import { readFileSync } from 'node:fs';
import { ClusterDocument, renderDocument } from './document';
import { Fault, Node } from './source';
import { FleetCluster, FleetSummary, writeFleet } from '../../fleet/writer/write-fleet';
import { environmentVariable } from '../../kubernetes/argo';

export interface FleetFolders { readonly outdir: string; readonly files: string; readonly state: string }

/**
 * Renders documents one after the other, those that have changed, and removes the files of those that are gone. A document with faults keeps its old
 * files; nothing is removed then.
 *
 * @param version Version of this library
 */
export function renderFleet(
  documents: readonly ClusterDocument[], folders: FleetFolders, version: string, faults: Fault[],
): FleetSummary | undefined {
  const clusters = documents.map((document): FleetCluster => ({
    name: document.name,
    input: () => inputOf(document.root, process.env),
    render: () => {
      const rendered = renderDocument(document, faults);
      if (!rendered) throw new Error('has faults');
      const { name, manifests, files } = rendered;
      return [{ path: `${name}.k8s.yaml`, content: manifests }, ...files.map((file) => ({ ...file, folder: 'files' }))];
    },
  }));
  try {
    return writeFleet(clusters, {
      outdir: folders.outdir,
      folders: { files: folders.files },
      stateDir: folders.state,
      version: `${version} `
      + `${cdk8sVersion()}`,
    });
  } catch (e) {
    if (!faults.length) throw e;
    return undefined;
  }
}

function cdk8sVersion(): string {
  return JSON.parse(readFileSync(require.resolve('cdk8s/package.json'), 'utf8')).version;
}

/** All that the manifests of a document follow from; undefined if it reads other files. */
function inputOf(root: Node, environment: { readonly [name: string]: string | undefined }): string | undefined {
  let readsFiles = false;
  const written = (node: Node): unknown => {
    if (node.kind === 'scalar') return [node.text, node.isPlain];
    if (node.kind === 'list') return node.items.map(written);
    return Object.fromEntries([...node.entries].map(([key, { value }]) => {
      if (key === 'fromFile') readsFiles = true;
      const variable = key === 'fromEnv' && value.kind === 'scalar' ? environmentVariable(value.text, environment) : undefined;
      return [`.${key}`, variable === undefined ? written(value) : [written(value), variable]];
    }));
  };
  const text = JSON.stringify(written(root));
  return readsFiles ? undefined : text;
}
