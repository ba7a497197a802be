/* Types of Secrets and the keys that they need. Source: pkg/apis/core/types.go. */

/** Credentials that the kubelet pulls images with, and their key. */
export const DOCKER_CONFIG = { type: 'kubernetes.io/dockerconfigjson', key: '.dockerconfigjson' } as const;

/** A certificate and its key. */
export const TLS = { type: 'kubernetes.io/tls', key: 'tls.key' } as const;

export const SERVICE_ACCOUNT_TOKEN = 'kubernetes.io/service-account-token';
