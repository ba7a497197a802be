/* The Secret that pods pull images with: an object of its own, or one that is fetched in the cluster. */
import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { refuse } from '../../../../core/errors';
import { requireDnsSubdomain } from '../../../../kubernetes/names';
import { DOCKER_CONFIG } from '../../../../kubernetes/secret-types';
import { reveal, storeOf } from '../../../../openstack/secrets/secret-values';
import { reportCredentials } from '../../../private/cloud-config';
import { emit, Manifest } from '../../../private/emit';
import { LocalPathRegistryCredentials } from '../local-path-provisioner-props';

/** Emits the credentials. A password that ends up in the output is reported. */
export function emitRegistrySecret(scope: Construct, credentials: LocalPathRegistryCredentials, namespace: string): ApiObject {
  const password = reveal(credentials.password);
  const object = emit(scope, 'RegistrySecret', password === undefined ? externalSecret(credentials, namespace)
    : secret(credentials, password, namespace));
  reportCredentials(object);
  return object;
}

/** Refuses credentials that no registry would take. Nothing secret is printed. */
export function checkRegistryCredentials(credentials: LocalPathRegistryCredentials | undefined): void {
  if (!credentials) return;
  requireDnsSubdomain('registryCredentials.secretName', credentials.secretName);
  for (const property of ['registry', 'username'] as const) {
    if (!credentials[property].trim()) refuse(`registryCredentials.${property}`, 'is empty');
  }
  if (credentials.username.includes(':')) refuse('registryCredentials.username', 'holds a colon, which separates it from the password');
}

function secret({ secretName, registry, username }: LocalPathRegistryCredentials, password: string, namespace: string): Manifest {
  const produce = () => ({ [DOCKER_CONFIG.key]: dockerConfig(registry, Buffer.from(`${username}:${password}`).toString('base64')) });
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: secretName, namespace }, type: DOCKER_CONFIG.type, stringData: Lazy.any({ produce }) };
}

/** The defaults of the operator are written out, so that Argo CD sees no difference. */
function externalSecret({ secretName, registry, username, password }: LocalPathRegistryCredentials, namespace: string): Manifest {
  const { store, storeKind, key, property, version } = storeOf(password)!;
  const auth = `{{ printf "%s:%s" ${JSON.stringify(username)} .password | b64enc }}`;
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: secretName, namespace },
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: storeKind, name: store },
      target: {
        name: secretName,
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: {
          type: DOCKER_CONFIG.type,
          engineVersion: 'v2',
          mergePolicy: 'Replace',
          data: { [DOCKER_CONFIG.key]: dockerConfig(registry, auth) },
        },
      },
      data: [{
        secretKey: 'password',
        remoteRef: {
          key,
          ...(property !== undefined && { property }),
          ...(version !== undefined && { version }),
          conversionStrategy: 'Default',
          decodingStrategy: 'None',
          metadataPolicy: 'None',
        },
      }],
    },
  };
}

function dockerConfig(registry: string, auth: string): string {
  return `{"auths": {${JSON.stringify(registry)}: {"auth": "${auth}"}}}`;
}
