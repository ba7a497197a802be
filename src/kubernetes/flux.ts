/* API versions of Flux, since 2.6. Source: https://fluxcd.io/flux/components/. */

export const FLUX_SOURCE = 'source.toolkit.fluxcd.io/v1';
export const FLUX_KUSTOMIZE = 'kustomize.toolkit.fluxcd.io/v1';
