/** Certificates are parsed where programs give them; the analysis of manifests does not. */
export class X509Certificate {
  constructor() {
    throw new Error('certificates cannot be parsed in a browser');
  }
}
