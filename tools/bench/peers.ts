/* Programs of others that the benches compare with, built from their Go modules: each is a path, or the reason why it is not available. */
import { join } from 'path';
import { versionOf } from '../conformance/build';
import { compile, Missing } from '../conformance/openstack/prepare';

/** A program with the version of its module, or why there is none. */
export interface Peer { readonly binary?: string; readonly version: string; readonly missing: string }

const GO = join(__dirname, '../../conformance');

function command(name: string, folder: string, path: string, module: string): Peer {
  const binary = join(GO, folder, 'bin', name);
  try {
    compile((line) => process.stdout.write(`${line}\n`), name, folder, ['-ldflags=-s -w', '-o', binary, path]);
    return { binary, version: versionOf(module, folder), missing: '' };
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    process.stdout.write(`NOT AVAILABLE: ${name}: ${error.message}\n`);
    return { version: versionOf(module, folder), missing: error.message };
  }
}

export const helm = () => command('helm', 'adoption', 'helm.sh/helm/v3/cmd/helm', 'helm.sh/helm/v3');
export const kubectl = () => command('kubectl', 'adoption', 'k8s.io/kubernetes/cmd/kubectl', 'k8s.io/kubernetes');
export const kubeconform = () => command('kubeconform', 'kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform', 'github.com/yannh/kubeconform');

/** Helm's library as `helm template` uses it, for many sets of values in one process. */
export const helmLibrary = () => command('library', 'adoption', './library', 'helm.sh/helm/v3');
