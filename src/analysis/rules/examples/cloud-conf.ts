/* The file cloud.conf, and the Secret that holds it. */
import { dedent } from '../rule';
import { manifests } from '../shared/manifests';

/** A Secret with a cloud.conf. */
export function secret(conf: string): string {
  const lines = dedent(conf).trimEnd().split('\n').map((line) => `    ${line}`.trimEnd()).join('\n');
  return `apiVersion: v1\nkind: Secret\nmetadata: {name: cloud-config, namespace: kube-system}\nstringData:\n  cloud.conf: |\n${lines}\n`;
}

/** [Global] with no more than it needs. */
export const CREDENTIALS = manifests`
  [Global]
  auth-url = https://openstack.example.com:5000/v3
  application-credential-id = 21dced0fd20347869b93710d2b98aae0
  application-credential-secret = not-a-real-one
`;

/** [Global] of a file that works. */
export const WORKS = `
  [Global]
  auth-url = https://openstack.example.com:5000/v3
  region = RegionOne
  application-credential-id = 21dced0fd20347869b93710d2b98aae0
  application-credential-secret = not-a-real-one
`;

export const NEXT = '---\n';
