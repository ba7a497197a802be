export * from './analysis';
export * from './charts';
export * from './openstack/cloud-conf';
export * from './constructs';
export * from './releases';
