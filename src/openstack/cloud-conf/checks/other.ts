/* TLS, metadata, routes and volumes. Sources: pkg/client, pkg/util/metadata and pkg/csi/cinder of cloud-provider-openstack. */
import { isAtLeast, Minor } from '../../../kubernetes/minor';
import { Rule } from '../conf';
import { CONSUMERS } from '../keys';
import { ROUTER } from '../routes';

/** First minor whose node service passes 0 on, which means no limit to Kubernetes; before, it counts as 256. */
const UNLIMITED_SINCE: Minor = '1.32';

export const OTHER: readonly Rule[] = [
  {
    id: 'cert-key-pair',
    severity: 'error',
    consumers: CONSUMERS,
    check: (conf) => conf.all('Global').filter((g) => g.has('cert-file') !== g.has('key-file')).map((section) => {
      const [there, missing] = section.has('cert-file') ? ['cert-file', 'key-file'] : ['key-file', 'cert-file'];
      return { section, key: there, problem: `is ignored without ${missing}`, fix: `Set ${missing}` };
    }),
  },
  {
    id: 'ca-file-xor-insecure',
    severity: 'warning',
    consumers: CONSUMERS,
    check: (conf) => conf.all('Global').filter((g) => g.text('tls-insecure') === 'true' && (g.has('ca-file') || g.has('cafilecontents')))
      .map((section) => ({
        section,
        key: 'tls-insecure',
        problem: 'is true, so certificates are not verified and the CA bundle '
        + 'is unused',
        fix: 'Remove one of them',
      })),
  },
  {
    id: 'tls-insecure-literal',
    severity: 'warning',
    consumers: CONSUMERS,
    check: (conf) => conf.all('Global').filter((g) => !['', 'true', 'false'].includes(g.text('tls-insecure')))
      .map((section) => ({ section, key: 'tls-insecure', problem: 'counts as false: only lower-case true enables it', fix: 'Write true or false' })),
  },
  {
    id: 'endpoint-type',
    severity: 'error',
    consumers: CONSUMERS,
    check: (conf) => conf.all('Global').filter((g) => !['', 'public', 'internal', 'admin'].includes(g.text('os-endpoint-type')))
      .map((section) => ({
        section,
        key: 'os-endpoint-type',
        problem: 'must be public, internal or admin',
        fix: 'Use one of them: with any other '
        + 'value the component cannot create its client',
      })),
  },
  {
    id: 'search-order',
    severity: 'error',
    consumers: ['ccm'],
    check: (conf) => conf.all('Metadata').filter((section) => {
      const sources = section.text('search-order').split(',').map((source) => source.trim());
      return section.has('search-order') && (sources.length > 2 || !sources.every((source) => ['configDrive', 'metadataService'].includes(source)));
    }).map((section) => ({
      section,
      key: 'search-order',
      problem: 'must be configDrive, metadataService or both, separated by '
      + 'a comma',
      fix: 'Use exactly these names; they are case-sensitive',
    })),
  },
  {
    id: ROUTER,
    severity: 'warning',
    consumers: ['ccm'],
    check: (conf) => conf.all('Route').filter((section) => section.has('router-id')).map((section) => ({
      section,
      key: 'router-id',
      problem: 'does nothing unless the CCM has --cluster-cidr and runs its route '
        + 'controller',
      fix: 'Set --cluster-cidr and enable the route controller',
    })),
  },
  {
    id: 'attach-limit',
    severity: 'warning',
    consumers: ['cinder-csi'],
    check: (conf) => conf.all('BlockStorage').flatMap((section) => {
      const limit = section.number('node-volume-attach-limit');
      if (limit === undefined || (limit >= 1 && limit <= 256)) return [];
      const problem = limit === 0 && isAtLeast(conf.minor, UNLIMITED_SINCE)
        ? 'is 0, which means no limit: the scheduler places more volumes on a node than it can attach'
        : 'must be between 1 and 256 to have an effect';
      return [{ section, key: 'node-volume-attach-limit', problem, fix: 'Set a value from 1 to 256; servers with virtio support about 25' }];
    }),
  },
  {
    id: 'comma-in-network-name',
    severity: 'warning',
    consumers: ['ccm'],
    check: (conf) => conf.all('Networking').flatMap((section) => ['public-network-name', 'internal-network-name']
      .filter((key) => [section.settings.get(key)?.value ?? []].flat().some((name) => String(name).includes(',')))
      .map((key) => ({ section, key, problem: 'has a comma, which is part of one name', fix: 'Repeat the key for each network' }))),
  },
];
