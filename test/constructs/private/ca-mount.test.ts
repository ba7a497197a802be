import { caCertificateMount } from '../../../src/constructs/private/ca-mount';

const mount = (path: string, occupied: string[] = [], secretKey = 'ca.pem') => caCertificateMount({ secretName: 'openstack-ca', secretKey, path }, occupied);

test('the folder of the bundle becomes the mount', () => {
  expect(mount('/etc/openstack-ca/ca.pem', ['/etc/config', '/csi'])).toEqual({
    volume: { name: 'ca-cert', secret: { secretName: 'openstack-ca' } },
    mount: { name: 'ca-cert', mountPath: '/etc/openstack-ca', readOnly: true },
  });
});

test('a key of another name becomes the file that is asked for', () => {
  expect(mount('/etc/openstack-ca/bundle.crt').volume).toEqual({
    name: 'ca-cert', secret: { secretName: 'openstack-ca', items: [{ key: 'ca.pem', path: 'bundle.crt' }] },
  });
});

test.each(['/etc/ssl/certs/ca.pem', '/etc/ca.pem', '/ca.pem', '/usr/share/ca-certificates/ca.pem'])('in a folder of the image, only the file %s is mounted', (path) => {
  expect(mount(path, ['/etc/config', '/csi']).mount).toEqual({ name: 'ca-cert', mountPath: path, subPath: 'ca.pem', readOnly: true });
});

test('other mounts may lie below the folder of the bundle', () => {
  expect(mount('/srv/data/ca.pem', ['/srv/data/volumes']).mount).toEqual({ name: 'ca-cert', mountPath: '/srv/data', readOnly: true });
});

test.each([
  ['/etc/config/ca.pem', '/etc/config'],
  ['/etc/config/ca/ca.pem', '/etc/config/'],
  ['/srv/data/ca.pem', '/srv/data/ca.pem'],
  ['/dev/ca.pem', '/dev'],
])('%s is refused beside the mount %s', (path, occupied) => {
  expect(() => mount(path, [occupied])).toThrow('cloudConfig.caCertificate.path must lie in a folder of its own');
});

test('a relative path is refused', () => {
  expect(() => mount('ca.pem')).toThrow('cloudConfig.caCertificate.path must be an absolute path such as "/etc/openstack-ca/ca.pem"');
});
