"""Renders a cluster from Python: what a fresh virtual environment with the wheel must be able to do."""
import importlib
import pkgutil

import cdk8s
import cdk8s_openstack as openstack
from cdk8s_openstack import in_tree, kubeadm

app = cdk8s.App(outdir="python-out")
cluster = openstack.OpenStackClusterChart(
    app, "prod-1",
    cluster_name="prod-1",
    cloud_config=openstack.CloudConfigProps(
        global_=openstack.GlobalSection(
            auth_url="https://openstack.example.com:5000/v3",
            region="RegionOne",
            auth=openstack.Auth.application_credential(
                id="21dced0f",
                secret=openstack.SecretText.from_store(store="vault", key="openstack/prod-1", property="secret"),
            ),
        ),
    ),
)
cluster.cinder.add_storage_class("ssd", volume_type="ssd", is_default=True)
openstack.PersistentVolume(
    cluster, "old",
    capacity=cdk8s.Size.gibibytes(1),
    source=in_tree.InTreeVolumeSource.iscsi(target_portal="10.0.0.1", iqn="iqn.2001-04.com.example:disk", lun=0),
)
init = kubeadm.KubeadmConfig(cluster, "Kubeadm", kubernetes_version="1.36.0").init_file.content
assert "kind: ClusterConfiguration\n" in init, "no ClusterConfiguration in the file for kubeadm init"
submodules = [name for _, name, is_package in pkgutil.iter_modules(openstack.__path__) if is_package and not name.startswith("_")]
assert len(submodules) > 10, f"only {submodules}"
for name in submodules:
    assert importlib.import_module(f"cdk8s_openstack.{name}").__all__, f"{name} is empty"
text = app.synth_yaml()
for kind in ("DaemonSet", "StatefulSet", "ExternalSecret", "StorageClass", "PersistentVolume"):
    assert f"kind: {kind}\n" in text, f"no {kind} in the output"
print(f"summary: {text.count('apiVersion: ')} objects rendered from Python, {len(submodules)} submodules imported")
