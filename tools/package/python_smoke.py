"""Renders a cluster from Python: what a fresh virtual environment with the wheel must be able to do."""
import cdk8s
import cdk8s_openstack as openstack

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
text = app.synth_yaml()
for kind in ("DaemonSet", "StatefulSet", "ExternalSecret", "StorageClass"):
    assert f"kind: {kind}\n" in text, f"no {kind} in the output"
print(f"summary: {text.count('apiVersion: ')} objects rendered from Python")
