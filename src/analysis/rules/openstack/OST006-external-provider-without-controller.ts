import { Rule } from '../rule';
import { extraArguments, isKubeadm } from '../shared/kubeadm';
import { components } from '../shared/openstack';

export const OST006: Rule = {
  id: 'OST006',
  severity: 'error',
  title: 'kubelets wait for a cloud controller that is not there, or the other way round',
  why: 'With cloud-provider: external each node starts with the taint uninitialized, and only the cloud controller manager removes it; nothing else is scheduled until then. Without the flag, the controller finds nodes without a provider ID.',
  fix: 'Set cloud-provider: external for every kubelet, and deploy the cloud controller manager.',
  source: 'https://kubernetes.io/docs/tasks/administer-cluster/running-cloud-controller/',
  failing: `
    apiVersion: kubeadm.k8s.io/v1beta4
    kind: InitConfiguration
    metadata: {name: first}
    nodeRegistration:
      kubeletExtraArgs: [{name: node-labels, value: zone=az1}]
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: openstack-cloud-controller-manager, namespace: kube-system}
    spec:
      selector: {matchLabels: {k8s-app: openstack-cloud-controller-manager}}
      template:
        metadata: {labels: {k8s-app: openstack-cloud-controller-manager}}
        spec:
          hostNetwork: true
          nodeSelector: {node-role.kubernetes.io/control-plane: ""}
          tolerations: [{key: node.cloudprovider.kubernetes.io/uninitialized, value: "true", effect: NoSchedule}, {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]
          containers:
            - name: openstack-cloud-controller-manager
              image: registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.36.0
              args: [/bin/openstack-cloud-controller-manager, --cluster-name=prod-1, --cloud-config=/etc/config/cloud.conf]
              volumeMounts: [{name: config, mountPath: /etc/config, readOnly: true}]
          volumes: [{name: config, hostPath: {path: /etc/cloud}}]
  `,
  passing: `
    apiVersion: kubeadm.k8s.io/v1beta4
    kind: InitConfiguration
    metadata: {name: first}
    nodeRegistration:
      kubeletExtraArgs: [{name: cloud-provider, value: external}]
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: {name: openstack-cloud-controller-manager, namespace: kube-system}
    spec:
      selector: {matchLabels: {k8s-app: openstack-cloud-controller-manager}}
      template:
        metadata: {labels: {k8s-app: openstack-cloud-controller-manager}}
        spec:
          hostNetwork: true
          nodeSelector: {node-role.kubernetes.io/control-plane: ""}
          tolerations: [{key: node.cloudprovider.kubernetes.io/uninitialized, value: "true", effect: NoSchedule}, {key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]
          containers:
            - name: openstack-cloud-controller-manager
              image: registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.36.0
              args: [/bin/openstack-cloud-controller-manager, --cluster-name=prod-1, --cloud-config=/etc/config/cloud.conf]
              volumeMounts: [{name: config, mountPath: /etc/config, readOnly: true}]
          volumes: [{name: config, hostPath: {path: /etc/cloud}}]
  `,
  expects: 'InitConfiguration/first nodeRegistration.kubeletExtraArgs',
  * check(view) {
    const controllers = components(view).filter(({ consumer }) => consumer === 'ccm');
    for (const item of view.items) {
      if (!isKubeadm(item) || !['InitConfiguration', 'JoinConfiguration'].includes(item.kind)) continue;
      const external = extraArguments(item).some(({ args }) => args.get('cloud-provider') === 'external');
      const on = { on: item, path: 'nodeRegistration.kubeletExtraArgs' };
      if (!external && controllers.length) yield { ...on, message: 'the kubelet is not told that the cloud provider is external.', fix: 'Add cloud-provider: external.' };
      if (external && !controllers.length) {
        yield { ...on, severity: view.closedWorld ? undefined : 'info', message: 'nothing here runs the cloud controller manager, which the kubelet waits for.', fix: 'Deploy the cloud controller manager.' };
      }
    }
  },
};
