export * from './cni';
export * from './firewall-port';
export * from './security-groups';
