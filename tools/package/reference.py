"""The reference cluster from Python: the same manifests as examples/reference/main.ts."""
import sys

import cdk8s
import cdk8s_openstack as openstack
from cdk8s_openstack import snapshots

app = cdk8s.App(outdir=sys.argv[1])
cluster = openstack.OpenStackClusterChart(
    app, "reference",
    release=openstack.Release.V1_36,
    cluster_name="reference",
    sync_waves=True,
    cloud_config=openstack.CloudConfigProps(
        global_=openstack.GlobalSection(
            auth_url="https://openstack.example.com:5000/v3",
            region="RegionOne",
            auth=openstack.Auth.application_credential(
                id="21dced0fd20347869b93710d2b98aae0",
                secret=openstack.SecretText.from_store(store="openstack", key="kubernetes/reference", property="application-credential-secret"),
            ),
        ),
        load_balancer=openstack.LoadBalancerSection(floating_network_id="bc8a590a-5d65-4525-98f3-f7ef29c727d5"),
        block_storage=openstack.BlockStorageSection(node_volume_attach_limit=25),
    ),
    cloud_controller_manager=openstack.CloudControllerManagerOptions(metrics=openstack.CloudControllerManagerMetrics()),
    cinder=openstack.CinderCsiOptions(topology=True, snapshots=True, replicas=2),
)
ssd = cluster.cinder.add_storage_class("cinder-ssd", volume_type="ssd", is_default=True, allow_volume_expansion=True)
cluster.cinder.add_storage_class("cinder-hdd", volume_type="hdd", allow_volume_expansion=True)
snapshots.CinderSnapshotClass(cluster, "cinder-snapshots", cinder=cluster.cinder, force_create=True)
disks = openstack.LocalVolumeProvisioner(
    cluster, "LocalVolumes",
    namespace="local-volumes",
    create_namespace=True,
    classes=[openstack.LocalVolumeClass(name="local-disks", host_dir="/mnt/local-disks")],
)
for name, storage_class in (("web-cinder", ssd), ("web-local", disks.storage_class("local-disks"))):
    openstack.StatefulApplication(
        cluster, name,
        namespace="default",
        image="registry.k8s.io/nginx-slim:0.27",
        replicas=3,
        port=80,
        anti_affinity=openstack.AntiAffinity.PREFER_DIFFERENT_NODES,
        claims=[openstack.ClaimTemplate(name="www", size=cdk8s.Size.gibibytes(1), storage_class=storage_class, mount_path="/usr/share/nginx/html")],
    )
app.synth()
