import { Auth, CloudConfig, cloudConf, CloudController, CloudControllerManager, CloudControllerManagerProps, ICloudConfig, SecretText } from '../../../../src';
import { Output, stderrOf } from '../../../support/synth';

const auth = Auth.applicationCredential({ id: 'a', secret: SecretText.unsafe('s') });
const global = { authUrl: 'https://keystone.example:5000/v3', auth };
const ROUTER = 'aa9b8d0c-0000-4000-8000-000000000001';

/** The advice on routes, without that on the credential in the output. */
function routesAdvice(config: (chart: any) => ICloudConfig, more: Partial<CloudControllerManagerProps> = {}): string {
  return stderrOf(() => Output.of((chart) => new CloudControllerManager(chart, 'Ccm', { cloudConfig: config(chart), clusterName: 'prod-1', ...more })))
    .split('\n').filter((line) => line.includes('ROUTER_WITHOUT_ROUTES')).join('\n');
}
const withRouter = (chart: any) => new CloudConfig(chart, 'Config', { global, route: { routerId: ROUTER } });

describe('a router in the cloud config needs a route controller that runs', () => {
  test.each<[string, Partial<CloudControllerManagerProps>, RegExp | '']>([
    ['no range of pods', {}, /test\/Ccm: .*--cluster-cidr is not set.*extraArgs/],
    ['an empty range of pods', { extraArgs: ['--cluster-cidr='] }, /--cluster-cidr is not set/],
    ['a range of pods', { extraArgs: ['--cluster-cidr=10.244.0.0/16'] }, ''],
    ['routes that are off', { extraArgs: ['--cluster-cidr=10.244.0.0/16', '--configure-cloud-routes=false'] }, /--configure-cloud-routes is false/],
    ['the controller left out', { extraArgs: ['--cluster-cidr=10.244.0.0/16'], controllers: CloudController.allExcept(CloudController.ROUTE) }, /the route controller is disabled/],
    ['other controllers alone', { extraArgs: ['--cluster-cidr=10.244.0.0/16'], controllers: [CloudController.SERVICE] }, /the route controller is disabled/],
    ['the controller named', { extraArgs: ['--cluster-cidr=10.244.0.0/16'], controllers: [CloudController.ROUTE] }, ''],
    ['another one left out', { extraArgs: ['--cluster-cidr=10.244.0.0/16'], controllers: CloudController.allExcept(CloudController.SERVICE) }, ''],
  ])('%s', (_, more, expected) => {
    const advice = routesAdvice(withRouter, more);
    if (expected === '') expect(advice).toBe('');
    else expect(advice).toMatch(expected);
  });

  test('also where the file is a text, or has values in a store', () => {
    const text = (route: string) => (chart: any) => new cloudConf.CloudConfigFile(chart, 'Config', { text: `[Global]\nauth-url = "https://x"\nuser-id = u\npassword = p\n${route}` });
    expect(routesAdvice(text(`[Route]\nrouter-id = ${ROUTER}\n`))).toMatch(/--cluster-cidr is not set/);
    expect(routesAdvice(text(`[route]\nRouter-ID = ${ROUTER}\n`))).toMatch(/--cluster-cidr is not set/);
    expect(routesAdvice(text('[Route]\nrouter-id = ""\n'))).toBe('');
    expect(routesAdvice(text('[Networking]\npublic-network-name = net\n'))).toBe('');
    const stored = SecretText.fromStore({ store: 'vault', key: 'openstack' });
    expect(routesAdvice((chart) => new CloudConfig(chart, 'Config', {
      global: { ...global, auth: Auth.applicationCredential({ id: 'a', secret: stored }) }, route: { routerId: ROUTER },
    }))).toMatch(/--cluster-cidr is not set/);
  });

  test('but not where there is no router, or the file is not known', () => {
    expect(routesAdvice((chart) => new CloudConfig(chart, 'Config', { global }))).toBe('');
    expect(routesAdvice(() => CloudConfig.fromSecretName('cloud-config'))).toBe('');
  });
});
