/* Configuration files and lowest layers of Nova, Neutron and Octavia. */
import { credentials, databaseUrl, Ini, PASSWORD, TRANSPORT } from './cloud';
import { ADDRESS } from './runtime';

/** The user whose tokens say that a service asks. */
export const SERVICE_USER = 'service';

/** Neutron's lowest layer: every port is bound, none is plugged. */
export const PORTS = `
from neutron_lib.plugins.ml2 import api


class Ports(api.MechanismDriver):
    def initialize(self):
        pass

    def bind_port(self, context):
        segment = context.segments_to_bind[0]
        context.set_binding(segment['id'], 'bridge', {}, status='ACTIVE')
`;

/** Octavia's lowest layer: there are no machines to plug anything into. */
export const AMPHORAE = `
from octavia.network.drivers.neutron import allowed_address_pairs
from octavia.network.drivers.noop_driver import driver


class Network(allowed_address_pairs.AllowedAddressPairsDriver):
    """Addresses, ports and security groups of load balancers are Neutron's."""


nothing = driver.NoopNetworkDriver()
for name in ('plug_aap_port', 'unplug_aap_port', 'plug_network', 'unplug_network', 'plug_port', 'plug_fixed_ip', 'unplug_fixed_ip',
             'get_plugged_networks', 'get_network_configs', 'wait_for_port_detach'):
    setattr(Network, name, lambda self, *args, _do=getattr(nothing, name), **more: _do(*args, **more))
`;

export const ENTRY_POINTS = '[neutron.ml2.mechanism_drivers]\nlive = live_ports:Ports\n\n[octavia.network.drivers]\nlive = live_amphorae:Network\n';

export function novaConf(dir: string): Ini {
  const service = credentials(SERVICE_USER);
  return {
    DEFAULT: {
      transport_url: TRANSPORT,
      my_ip: ADDRESS,
      state_path: `${dir}/nova`,
      enabled_apis: 'osapi_compute',
      osapi_compute_listen: ADDRESS,
      osapi_compute_workers: 1,
      compute_driver: 'fake.FakeDriver',
      vif_plugging_is_fatal: 'False',
      vif_plugging_timeout: 0,
      sync_power_state_interval: -1,
    },
    wsgi: { api_paste_config: '/usr/share/nova-common/api-paste.ini' },
    api_database: { connection: databaseUrl(dir, 'nova_api') },
    database: { connection: databaseUrl(dir, 'nova') },
    conductor: { workers: 1 },
    scheduler: { workers: 1 },
    oslo_concurrency: { lock_path: `${dir}/locks` },
    vnc: { enabled: 'False' },
    // Only its address is asked for, in notifications: servers boot from volumes.
    glance: { endpoint_override: `http://${ADDRESS}:9292` },
    keystone_authtoken: service,
    service_user: { ...service, send_service_user_token: 'True' },
    placement: { ...service, region_name: 'RegionOne' },
    neutron: { ...service, region_name: 'RegionOne' },
    cinder: { ...service, os_region_name: 'RegionOne', catalog_info: 'volumev3:cinder:publicURL' },
  };
}

export function neutronConf(dir: string): Ini {
  return {
    DEFAULT: {
      transport_url: TRANSPORT,
      core_plugin: 'ml2',
      service_plugins: 'router',
      auth_strategy: 'keystone',
      bind_host: ADDRESS,
      bind_port: 9696,
      api_workers: 1,
      rpc_workers: 0,
      rpc_state_report_workers: 0,
      state_path: `${dir}/neutron`,
      api_paste_config: '/usr/share/neutron-common/api-paste.ini',
      notify_nova_on_port_status_changes: 'False',
      notify_nova_on_port_data_changes: 'False',
      dhcp_agent_notification: 'False',
      router_scheduler_driver: 'neutron.scheduler.l3_agent_scheduler.ChanceScheduler',
    },
    database: { connection: databaseUrl(dir, 'neutron') },
    keystone_authtoken: credentials(SERVICE_USER),
    oslo_concurrency: { lock_path: `${dir}/locks` },
    // The default is 10 groups; Octavia makes one for each load balancer.
    quotas: { quota_security_group: -1, quota_security_group_rule: -1 },
    ml2: { type_drivers: 'local', tenant_network_types: 'local', external_network_type: 'local', mechanism_drivers: 'live', extension_drivers: 'port_security' },
  };
}

export function octaviaConf(dir: string): Ini {
  const service = credentials(SERVICE_USER);
  return {
    DEFAULT: { transport_url: TRANSPORT },
    api_settings: {
      bind_host: ADDRESS, bind_port: 9876, auth_strategy: 'keystone', enabled_provider_drivers: 'amphora:amphorae', default_provider_driver: 'amphora',
    },
    database: { connection: databaseUrl(dir, 'octavia') },
    keystone_authtoken: service,
    service_auth: service,
    neutron: { ...service, region_name: 'RegionOne' },
    oslo_messaging: { topic: 'octavia' },
    health_manager: { heartbeat_key: PASSWORD },
    certificates: { cert_generator: 'local_cert_generator', cert_manager: 'local_cert_manager', ca_certificate: `${dir}/octavia/ca.pem`, ca_private_key: `${dir}/octavia/ca.key` },
    controller_worker: {
      amphora_driver: 'amphora_noop_driver',
      compute_driver: 'compute_noop_driver',
      image_driver: 'image_noop_driver',
      client_ca: `${dir}/octavia/ca.pem`,
      network_driver: 'live',
      amp_active_wait_sec: 1,
      amp_flavor_id: 'test',
      amp_boot_network_list: 'none',
    },
  };
}
