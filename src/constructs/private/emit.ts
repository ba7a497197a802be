import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { requireAcceptable } from './accepted';
import { at } from './at';
import { checkUpdateStrategy } from './pod-checks';
import { report } from './report';
import { syncOptions } from './sync-options';
import { syncWave } from './sync-waves';
import { recordCreation } from '../../core/creation';
import { refuse } from '../../core/errors';
import { onceFor, share } from '../../core/shared';
import { SYNC_OPTIONS, SYNC_WAVE } from '../../kubernetes/argo';
import { API001, unservedVersion } from '../../kubernetes/judgements/api-versions';
import { isClusterScoped } from '../../kubernetes/kinds';
import { requireAnnotations, requireDnsLabel, requireLabels } from '../../kubernetes/names';
import { Cluster } from '../cluster';

/** A plain Kubernetes object, as in YAML. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: { [key: string]: string };
    readonly annotations?: { [key: string]: string };
    readonly [key: string]: any;
  };
  readonly [key: string]: any;
}

/**
 * The one door through which objects enter the tree. Equal manifests are kept, checked and written once, frozen; Secrets and what comes late are not.
 *
 * A plain `ApiObject` keeps every field as it is; the generated classes of cdk8s-plus drop those that their Kubernetes minor did not know.
 * A Chart stamps its namespace on all its objects: here it is taken off those that have none.
 */
export function emit(scope: Construct, id: string, manifest: Manifest): ApiObject {
  const shared = manifest.kind === 'Secret' ? undefined : share(manifest);
  recordCreation(scope, id);
  at(scope, () => {
    requireChart(scope);
    onceFor(shared, 'metadata', () => requireMetadata(manifest));
  });
  const cluster = Cluster.of(scope); // whose checks cover the object from now on
  const { syncWaves, kubernetesVersion } = cluster;
  at(scope, () => onceFor(shared, `acceptable ${kubernetesVersion}`, () => requireAcceptable(shared?.value ?? manifest, kubernetesVersion)));
  const object = new ApiObject(scope, id, shared?.value ?? manifest);
  report(object, API001, onceFor(shared, `served ${kubernetesVersion}`, () => [...unservedVersion(manifest, kubernetesVersion)]));
  const wave = syncWave(manifest.apiVersion, manifest.kind);
  if (syncWaves && wave !== 0 && !manifest.metadata.annotations?.[SYNC_WAVE]) object.metadata.addAnnotation(SYNC_WAVE, String(wave));
  const options = syncOptions(manifest, cluster);
  if (options) object.metadata.addAnnotation(SYNC_OPTIONS, options);
  if (isClusterScoped(manifest.kind) && object.metadata.namespace !== undefined) {
    object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  }
  return object;
}

function requireMetadata(manifest: Manifest): void {
  const { namespace, labels, annotations } = manifest.metadata;
  if (namespace !== undefined) requireDnsLabel('namespace', namespace);
  requireLabels(`${manifest.kind} labels`, labels);
  requireAnnotations(`${manifest.kind} annotations`, annotations);
  checkUpdateStrategy(manifest);
}

/** cdk8s says as much without the construct, and without what to do. */
function requireChart(scope: Construct): void {
  try {
    Chart.of(scope);
  } catch {
    refuse('scope', 'lies in no chart, and objects belong to one: create it below a Chart such as new Chart(app, "storage")');
  }
}
