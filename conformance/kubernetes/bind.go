package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
)

// A scenario is one line of the input: what is applied to an empty cluster, volumes first and then the rest one by one, or everything at once.
type scenario struct {
	ID    string `json:"id"`
	Burst bool   `json:"burst"`
	// Patience multiplies the time that the cluster must be calm; 1 if absent.
	Patience  int              `json:"patience"`
	Manifests []map[string]any `json:"manifests"`
	// Keep leaves everything where it is for the next scenario, and pods that are deleted end as with a kubelet.
	Keep bool `json:"keep"`
}

// An observation is one line of the output. Claims are "bound(VOLUME)", "provisioning(PROVISIONER)", "waiting", "pending" or "lost"; pods have
// the name of their node, or null.
type observation struct {
	ID       string             `json:"id"`
	Claims   map[string]string  `json:"claims"`
	Volumes  map[string]string  `json:"volumes"`
	Pods     map[string]*string `json:"pods"`
	Rejected map[string]string  `json:"rejected"`
}

var (
	pods     = schema.GroupVersionResource{Version: "v1", Resource: "pods"}
	claims   = schema.GroupVersionResource{Version: "v1", Resource: "persistentvolumeclaims"}
	volumes  = schema.GroupVersionResource{Version: "v1", Resource: "persistentvolumes"}
	nodes    = schema.GroupVersionResource{Version: "v1", Resource: "nodes"}
	events   = schema.GroupVersionResource{Version: "v1", Resource: "events"}
	sets     = schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "statefulsets"}
	classes  = schema.GroupVersionResource{Group: "storage.k8s.io", Version: "v1", Resource: "storageclasses"}
	drivers  = schema.GroupVersionResource{Group: "storage.k8s.io", Version: "v1", Resource: "csidrivers"}
	room     = schema.GroupVersionResource{Group: "storage.k8s.io", Version: "v1", Resource: "csistoragecapacities"}
	daemons  = schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "daemonsets"}
	deploys  = schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "deployments"}
	replicas = schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "replicasets"}
	jobs     = schema.GroupVersionResource{Group: "batch", Version: "v1", Resource: "jobs"}
	crons    = schema.GroupVersionResource{Group: "batch", Version: "v1", Resource: "cronjobs"}
	scalers  = schema.GroupVersionResource{Group: "autoscaling", Version: "v2", Resource: "horizontalpodautoscalers"}
	quotas   = schema.GroupVersionResource{Version: "v1", Resource: "resourcequotas"}
	limits   = schema.GroupVersionResource{Version: "v1", Resource: "limitranges"}
	runtimes = schema.GroupVersionResource{Group: "node.k8s.io", Version: "v1", Resource: "runtimeclasses"}
	levels   = schema.GroupVersionResource{Group: "scheduling.k8s.io", Version: "v1", Resource: "priorityclasses"}
	variants = schema.GroupVersionResource{Group: "storage.k8s.io", Version: "v1", Resource: "volumeattributesclasses"}
)

// What is watched until it comes to rest, and what is cleared away in this order.
var (
	moving = []schema.GroupVersionResource{volumes, claims, pods, events}
	all    = []schema.GroupVersionResource{scalers, crons, jobs, deploys, replicas, daemons, sets, quotas, limits, runtimes, levels, pods, claims, volumes, room, classes, variants, drivers, nodes, events}
)

type cluster struct {
	client   dynamic.Interface
	mapper   *restmapper.DeferredDiscoveryRESTMapper
	patience time.Duration
	// ending tells whether deleted pods end.
	ending bool
}

// bind plays scenarios. A kubeconfig of the cluster is written to the path, if there is one, before the first is read.
func bind(path string, input io.Reader, output io.Writer) error {
	config, err := start()
	if err != nil {
		return err
	}
	kubeconfig, err := startBinders(config)
	if err != nil {
		return err
	}
	if path != "" {
		if err := os.Symlink(kubeconfig, path); err != nil {
			return err
		}
	}
	config.WarningHandler = rest.NoWarnings{}
	c := &cluster{client: dynamic.NewForConfigOrDie(config), mapper: restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discovery.NewDiscoveryClientForConfigOrDie(config)))}
	if err := makeNamespaces(c.client, []document{{"", &unstructured.Unstructured{Object: map[string]any{}}}}); err != nil {
		return err
	}
	decoder, encoder := json.NewDecoder(input), json.NewEncoder(output)
	for {
		var s scenario
		if err := decoder.Decode(&s); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		seen, err := c.play(s)
		if err != nil {
			return fmt.Errorf("%s: %w", s.ID, err)
		}
		if err := encoder.Encode(seen); err != nil {
			return err
		}
		if s.Keep {
			continue
		}
		if err := c.clear(); err != nil {
			return fmt.Errorf("%s: %w", s.ID, err)
		}
	}
}

// play applies first what is just there and volumes, then claims and pods, and waits after each of those; in a burst it applies all without waiting.
func (c *cluster) play(s scenario) (*observation, error) {
	seen := &observation{s.ID, map[string]string{}, map[string]string{}, map[string]*string{}, map[string]string{}}
	c.patience = time.Duration(max(s.Patience, 1))
	c.ending = c.ending || s.Keep
	var later []*unstructured.Unstructured
	for _, manifest := range s.Manifests {
		object := &unstructured.Unstructured{Object: manifest}
		switch object.GetKind() {
		case "PersistentVolumeClaim", "Pod", "StatefulSet", "DaemonSet", "Deployment", "Job", "CronJob", "HorizontalPodAutoscaler":
			if !s.Burst {
				later = append(later, object)
				continue
			}
		case "Node":
			if _, there, _ := unstructured.NestedMap(manifest, "status", "allocatable"); !there {
				_ = unstructured.SetNestedStringMap(manifest, map[string]string{"cpu": "64", "memory": "256Gi", "pods": "110"}, "status", "allocatable")
			}
		}
		if err := c.create(object, seen); err != nil {
			return nil, err
		}
	}
	if err := c.rest(); err != nil {
		return nil, err
	}
	for _, object := range later {
		if err := c.create(object, seen); err != nil {
			return nil, err
		}
		if err := c.rest(); err != nil {
			return nil, err
		}
	}
	return seen, c.observe(seen)
}

func (c *cluster) create(object *unstructured.Unstructured, seen *observation) error {
	kind := object.GroupVersionKind()
	mapping, err := c.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return err
	}
	key := kind.Kind + "/" + object.GetName()
	var resource dynamic.ResourceInterface = c.client.Resource(mapping.Resource)
	if mapping.Scope.Name() == "namespace" {
		if err := makeNamespaces(c.client, []document{{"", object}}); err != nil {
			return err
		}
		resource = c.client.Resource(mapping.Resource).Namespace(namespace(object))
		key = kind.Kind + "/" + namespace(object) + "/" + object.GetName()
	}
	deleted := object.GetDeletionTimestamp() != nil
	object.SetDeletionTimestamp(nil)
	_, err = resource.Create(context.Background(), object, metav1.CreateOptions{FieldValidation: metav1.FieldValidationStrict})
	if kind.Kind == "Namespace" && apierrors.IsAlreadyExists(err) {
		err = nil
	}
	if err != nil {
		seen.Rejected[key] = err.Error()
		return nil
	}
	if kind.Kind == "Node" {
		return c.makeReady(object)
	}
	if kind.Kind == "ResourceQuota" {
		return c.rest() // until its controller has set what it limits
	}
	if deleted {
		return resource.Delete(context.Background(), object.GetName(), metav1.DeleteOptions{})
	}
	return nil
}

// makeReady takes away the taint that admission gives to a new node, as the node lifecycle controller does once a kubelet reports.
func (c *cluster) makeReady(node *unstructured.Unstructured) error {
	taints, _, _ := unstructured.NestedSlice(node.Object, "spec", "taints")
	patch, err := json.Marshal(map[string]any{"spec": map[string]any{"taints": taints}})
	if err != nil {
		return err
	}
	_, err = c.client.Resource(nodes).Patch(context.Background(), node.GetName(), types.MergePatchType, patch, metav1.PatchOptions{})
	return err
}

// rest waits until nothing has changed for a while: where pods have no node, longer than the scheduler waits before it tries them again.
func (c *cluster) rest() error {
	const short, long, step = 700 * time.Millisecond, 1800 * time.Millisecond, 100 * time.Millisecond
	last, since := "", time.Now()
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(step) {
		unscheduled, err := c.run()
		if err != nil {
			return err
		}
		calm := short
		if unscheduled {
			calm = long
		}
		state, err := c.state()
		if err != nil {
			return err
		}
		if state != last {
			last, since = state, time.Now()
		} else if time.Since(since) > c.patience*calm {
			return nil
		}
	}
	return fmt.Errorf("the cluster does not come to rest")
}

// run does what the kubelet would: pods that have a node are ready, so that a StatefulSet makes the next one. It tells whether there are others.
func (c *cluster) run() (unscheduled bool, err error) {
	list, err := c.client.Resource(pods).List(context.Background(), metav1.ListOptions{})
	if err != nil {
		return false, err
	}
	for _, item := range list.Items {
		node, _, _ := unstructured.NestedString(item.Object, "spec", "nodeName")
		phase, _, _ := unstructured.NestedString(item.Object, "status", "phase")
		unscheduled = unscheduled || node == ""
		if c.ending && node != "" && item.GetDeletionTimestamp() != nil {
			now := int64(0)
			if err := c.client.Resource(pods).Namespace(item.GetNamespace()).Delete(context.Background(), item.GetName(), metav1.DeleteOptions{GracePeriodSeconds: &now}); err != nil && !apierrors.IsNotFound(err) {
				return unscheduled, err
			}
			continue
		}
		if node == "" || phase == "Running" {
			continue
		}
		ready := []byte(`{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}`)
		_, err := c.client.Resource(pods).Namespace(item.GetNamespace()).Patch(context.Background(), item.GetName(), types.StrategicMergePatchType, ready, metav1.PatchOptions{}, "status")
		if err != nil && !apierrors.IsNotFound(err) {
			return unscheduled, err
		}
	}
	return unscheduled, nil
}

// state is what claims, volumes and pods say, and which events there are: not how often they came.
func (c *cluster) state() (string, error) {
	var parts []string
	for _, resource := range moving {
		list, err := c.client.Resource(resource).List(context.Background(), metav1.ListOptions{})
		if err != nil {
			return "", err
		}
		for _, item := range list.Items {
			part := string(item.GetUID())
			if resource != events {
				part += item.GetResourceVersion()
			}
			parts = append(parts, part)
		}
	}
	sort.Strings(parts)
	return strings.Join(parts, " "), nil
}

func (c *cluster) observe(seen *observation) error {
	list := func(resource schema.GroupVersionResource) ([]unstructured.Unstructured, error) {
		found, err := c.client.Resource(resource).List(context.Background(), metav1.ListOptions{})
		if err != nil {
			return nil, err
		}
		return found.Items, nil
	}
	told, err := list(events)
	if err != nil {
		return err
	}
	waits := map[string]bool{}
	for _, event := range told {
		reason, _, _ := unstructured.NestedString(event.Object, "reason")
		uid, _, _ := unstructured.NestedString(event.Object, "involvedObject", "uid")
		waits[uid] = waits[uid] || reason == "WaitForFirstConsumer" || reason == "WaitForPodScheduled"
	}
	running, err := list(pods)
	if err != nil {
		return err
	}
	names := generatedNames(running)
	items, err := list(claims)
	if err != nil {
		return err
	}
	for _, item := range items {
		name := item.GetName()
		if owner := metav1.GetControllerOf(&item); owner != nil && owner.Kind == "Pod" {
			name = names[item.GetNamespace()+"/"+owner.Name] + strings.TrimPrefix(name, owner.Name)
		}
		seen.Claims[item.GetNamespace()+"/"+name] = outcomeOf(item, waits[string(item.GetUID())])
	}
	if items, err = list(volumes); err != nil {
		return err
	}
	for _, item := range items {
		seen.Volumes[item.GetName()], _, _ = unstructured.NestedString(item.Object, "status", "phase")
	}
	for _, item := range running {
		var node *string
		if name, _, _ := unstructured.NestedString(item.Object, "spec", "nodeName"); name != "" {
			node = &name
		}
		seen.Pods[item.GetNamespace()+"/"+names[item.GetNamespace()+"/"+item.GetName()]] = node
	}
	return nil
}

// generatedNames gives pods the names of the plan: where a controller generates a suffix, a number or the node of a DaemonSet stands for it.
func generatedNames(list []unstructured.Unstructured) map[string]string {
	names, count := map[string]string{}, map[string]int{}
	for _, item := range list {
		key, name := item.GetNamespace()+"/"+item.GetName(), item.GetName()
		if owner := metav1.GetControllerOf(&item); owner != nil && owner.Kind != "StatefulSet" {
			base, suffix := owner.Name, ""
			if owner.Kind == "ReplicaSet" {
				base = base[:strings.LastIndex(base, "-")]
			}
			if owner.Kind == "DaemonSet" {
				suffix = nodeOfDaemon(item)
			} else {
				suffix = fmt.Sprint(count[base])
				count[base]++
			}
			name = base + "-<" + suffix + ">"
		}
		names[key] = name
	}
	return names
}

func nodeOfDaemon(pod unstructured.Unstructured) string {
	terms, _, _ := unstructured.NestedSlice(pod.Object, "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
	for _, term := range terms {
		fields, _, _ := unstructured.NestedSlice(term.(map[string]any), "matchFields")
		for _, field := range fields {
			values, _, _ := unstructured.NestedStringSlice(field.(map[string]any), "values")
			return strings.Join(values, ",")
		}
	}
	return ""
}

func outcomeOf(claim unstructured.Unstructured, waits bool) string {
	phase, _, _ := unstructured.NestedString(claim.Object, "status", "phase")
	volume, _, _ := unstructured.NestedString(claim.Object, "spec", "volumeName")
	annotations := claim.GetAnnotations()
	_, selected := annotations["volume.kubernetes.io/selected-node"]
	provisioner := annotations["volume.kubernetes.io/storage-provisioner"]
	switch {
	case phase == "Bound":
		return "bound(" + volume + ")"
	case phase == "Lost":
		return "lost"
	case waits && !selected && volume == "": // an event of before may tell what no longer holds
		return "waiting"
	case provisioner != "" && !strings.HasPrefix(provisioner, "kubernetes.io/") && volume == "":
		return "provisioning(" + provisioner + ")"
	default:
		return "pending"
	}
}

func (c *cluster) clear() error {
	ctx, now := context.Background(), int64(0)
	for _, resource := range all {
		list, err := c.client.Resource(resource).List(ctx, metav1.ListOptions{})
		if err != nil {
			return err
		}
		for _, item := range list.Items {
			if resource == levels && strings.HasPrefix(item.GetName(), "system-") {
				continue
			}
			one := dynamic.ResourceInterface(c.client.Resource(resource))
			if item.GetNamespace() != "" {
				one = c.client.Resource(resource).Namespace(item.GetNamespace())
			}
			if err := one.Delete(ctx, item.GetName(), metav1.DeleteOptions{GracePeriodSeconds: &now}); err != nil && !apierrors.IsNotFound(err) {
				return err
			}
			if len(item.GetFinalizers()) > 0 {
				_, err := one.Patch(ctx, item.GetName(), types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`), metav1.PatchOptions{})
				if err != nil && !apierrors.IsNotFound(err) {
					return err
				}
			}
		}
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		state, err := c.state()
		if err != nil {
			return err
		}
		if state == "" {
			return c.rest()
		}
		if time.Until(deadline) < 50*time.Second {
			return c.clear()
		}
	}
	return fmt.Errorf("objects do not go away")
}
