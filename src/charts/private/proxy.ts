import { IConstruct } from 'constructs';
import { CinderCsiOptions, EnvVariable } from '../../constructs';
import { at } from '../../constructs/private/at';
import { invalid, refuse } from '../../core/errors';
import { credentialIn } from '../../kubernetes/credentials';

/**
 * What must be reached without a proxy: the pod itself, the metadata service, Services and the API server, whose address the kubelet fills in.
 * Go's clients take names, suffixes, addresses and CIDRs. Source: golang.org/x/net/http/httpproxy.
 */
const DIRECT = ['localhost', '127.0.0.1', '::1', '169.254.169.254', '.svc', '.cluster.local', '$(KUBERNETES_SERVICE_HOST)'];

/** The variables that clients written in Go read. */
export function proxyVariables(scope: IConstruct, { proxy, noProxy = [] }: { readonly proxy?: string; readonly noProxy?: string[] }): EnvVariable[] {
  return at(scope, () => {
    if (proxy === undefined) return noProxy.length ? refuse('noProxy', 'needs a proxy') : [];
    requireProxyUrl(proxy);
    for (const [i, host] of noProxy.entries()) {
      if (!/^[^\s,/]+(\/\d{1,3})?$/.test(host)) invalid(`noProxy[${i}]`, host, 'a host, a suffix such as ".example.com", an address or a CIDR');
    }
    const direct = [...new Set([...DIRECT, ...noProxy])].join(',');
    return [{ name: 'HTTP_PROXY', value: proxy }, { name: 'HTTPS_PROXY', value: proxy }, { name: 'NO_PROXY', value: direct }];
  });
}

function requireProxyUrl(url: string): void {
  if (!/^(https?|socks5h?):\/\/[^\s/]+\/?$/.test(url)) invalid('proxy', url, 'a URL such as http://proxy.example.com:3128');
  if (credentialIn(url)) {
    invalid('proxy', '***', 'a URL without a password, which the manifests would show',
      'Give the variable HTTPS_PROXY as extraEnv with valueFrom');
  }
}

/** Options with the variables added; those that the options set themselves win. */
export function withVariables<T extends { readonly extraEnv?: EnvVariable[] }>(options: T | undefined, variables: EnvVariable[]): T | undefined {
  if (!variables.length) return options;
  const own = options?.extraEnv ?? [];
  return { ...options, extraEnv: [...own, ...variables.filter(({ name }) => !own.some((variable) => variable.name === name))] } as T;
}

/** Both parts of the driver ask OpenStack; the sidecars ask only the API server. */
export function cinderWithVariables(options: CinderCsiOptions | undefined, variables: EnvVariable[]): CinderCsiOptions | undefined {
  if (!variables.length) return options;
  return { ...options, controller: withVariables(options?.controller, variables), node: withVariables(options?.node, variables) };
}
