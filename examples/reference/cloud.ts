/*
 * The cloud of the reference: OpenStack's usual OS_* variables if they are set, otherwise sample values. Prints which ones to stderr.
 */
import { Auth, GlobalSection, SecretText } from 'cdk8s-openstack';

const SAMPLE = {
  OS_AUTH_URL: 'https://openstack.example.com:5000/v3',
  OS_REGION_NAME: 'RegionOne',
  OS_APPLICATION_CREDENTIAL_ID: '21dced0fd20347869b93710d2b98aae0',
};

/** Section [Global] from the environment: an application credential, or user and password. */
export function globalFromEnvironment(env = process.env): GlobalSection {
  const { OS_AUTH_URL: authUrl, OS_REGION_NAME: region } = env;
  process.stderr.write(authUrl ? `reference: OpenStack at ${authUrl} (OS_* variables)\n` : 'reference: sample values, as OS_AUTH_URL is not set\n');
  if (!authUrl) {
    return {
      authUrl: SAMPLE.OS_AUTH_URL,
      region: SAMPLE.OS_REGION_NAME,
      auth: Auth.applicationCredential({
        id: SAMPLE.OS_APPLICATION_CREDENTIAL_ID,
        secret: SecretText.fromStore({ store: 'openstack', key: 'kubernetes/reference', property: 'application-credential-secret' }),
      }),
    };
  }
  return { authUrl, region, auth: authFromEnvironment(env) };
}

function authFromEnvironment(env: NodeJS.ProcessEnv): Auth {
  if (env.OS_APPLICATION_CREDENTIAL_ID) {
    return Auth.applicationCredential({ id: env.OS_APPLICATION_CREDENTIAL_ID, secret: SecretText.fromEnv('OS_APPLICATION_CREDENTIAL_SECRET') });
  }
  return Auth.password({
    username: env.OS_USERNAME,
    password: SecretText.fromEnv('OS_PASSWORD'),
    userDomainName: env.OS_USER_DOMAIN_NAME,
    tenantId: env.OS_PROJECT_ID,
    tenantName: env.OS_PROJECT_ID ? undefined : env.OS_PROJECT_NAME,
    tenantDomainName: env.OS_PROJECT_ID ? undefined : env.OS_PROJECT_DOMAIN_NAME,
  });
}
