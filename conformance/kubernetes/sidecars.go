package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/container-storage-interface/spec/lib/go/csi"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/timestamppb"
	"google.golang.org/protobuf/types/known/wrapperspb"
	authentication "k8s.io/api/authentication/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// A task is what the real sidecars of a driver do in a cluster with the rendered RBAC objects and no other permissions.
type task struct {
	// Objects are applied first, CustomResourceDefinitions before the rest.
	Objects []map[string]any `json:"objects"`
	// Account is the ServiceAccount of the sidecars.
	Account struct{ Name, Namespace string } `json:"account"`
	Driver  string                           `json:"driver"`
	// Sidecars are the commands of the sidecars, with {address} for the socket of the driver; Admin those that run with all permissions.
	Sidecars [][]string `json:"sidecars"`
	Admin    [][]string `json:"admin"`
	Class    string     `json:"class"`
	Snapshot string     `json:"snapshotClass"`
}

// A report says which steps were completed and which requests of the account the API server refused.
type report struct {
	Steps     []string `json:"steps"`
	Forbidden []string `json:"forbidden"`
	Requests  int      `json:"requests"`
	Failure   string   `json:"failure,omitempty"`
}

var snapshotResource = schema.GroupVersionResource{Group: "snapshot.storage.k8s.io", Version: "v1", Resource: "volumesnapshots"}
var contentResource = schema.GroupVersionResource{Group: "snapshot.storage.k8s.io", Version: "v1", Resource: "volumesnapshotcontents"}

const sidecarAuditPolicy = `
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules: [{level: Metadata}]
`

func sidecars(input io.Reader, output io.Writer) error {
	var t task
	if err := json.NewDecoder(input).Decode(&t); err != nil {
		return err
	}
	dir, err := scratch("sidecars-")
	if err != nil {
		return err
	}
	policy, log := filepath.Join(dir, "policy.yaml"), filepath.Join(dir, "audit.log")
	if err := os.WriteFile(policy, []byte(sidecarAuditPolicy), 0o600); err != nil {
		return err
	}
	authorization = "RBAC"
	config, err := start("--audit-policy-file="+policy, "--audit-log-path="+log)
	if err != nil {
		return err
	}
	config.WarningHandler = rest.NoWarnings{}
	if _, err := startBinders(config, "clusterrole-aggregation-controller"); err != nil {
		return err
	}
	c := &cluster{client: dynamic.NewForConfigOrDie(config), mapper: restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discovery.NewDiscoveryClientForConfigOrDie(config)))}
	seen := report{Steps: []string{}, Forbidden: []string{}}
	if err := t.run(config, c, dir, &seen); err != nil {
		seen.Failure = err.Error()
	}
	time.Sleep(time.Second) // the log is written in batches
	if err := seen.read(log, "system:serviceaccount:"+t.Account.Namespace+":"+t.Account.Name); err != nil {
		return err
	}
	return json.NewEncoder(output).Encode(seen)
}

// read collects what the account asked for.
func (r *report) read(log, user string) error {
	file, err := os.Open(log)
	if err != nil {
		return err
	}
	defer file.Close()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<20)
	known := map[string]bool{}
	for scanner.Scan() {
		var event struct {
			Verb           string                                                       `json:"verb"`
			User           struct{ Username string }                                    `json:"user"`
			ObjectRef      *struct{ Resource, Subresource, APIGroup, Namespace string } `json:"objectRef"`
			ResponseStatus struct{ Code int }                                           `json:"responseStatus"`
		}
		if json.Unmarshal(scanner.Bytes(), &event) != nil || event.User.Username != user || event.ObjectRef == nil {
			continue
		}
		r.Requests++
		request := strings.TrimSpace(fmt.Sprintf("%s %s/%s/%s", event.Verb, event.ObjectRef.APIGroup, event.ObjectRef.Resource, event.ObjectRef.Subresource))
		if event.ResponseStatus.Code == 403 && !known[request] {
			known[request] = true
			r.Forbidden = append(r.Forbidden, request)
		}
	}
	return scanner.Err()
}

func (t task) run(config *rest.Config, c *cluster, dir string, seen *report) error {
	if err := t.apply(c); err != nil {
		return err
	}
	if err := until("the aggregation of ClusterRoles", func() (bool, error) { return t.may(config) }); err != nil {
		return err
	}
	socket := filepath.Join(dir, "csi.sock")
	if err := serveDriver(t.Driver, socket); err != nil {
		return err
	}
	own, err := t.tokenOf(config)
	if err != nil {
		return err
	}
	for kubeconfig, group := range map[string][][]string{"own": t.Sidecars, "admin": t.Admin} {
		path, bearer := filepath.Join(dir, kubeconfig), own
		if kubeconfig == "admin" {
			bearer = config.BearerToken
		}
		if err := writeKubeconfig(path, config.Host, bearer); err != nil {
			return err
		}
		for _, command := range group {
			if err := startSidecar(dir, command, path, "unix://"+socket); err != nil {
				return err
			}
		}
	}
	return t.play(c, seen)
}

func (t task) apply(c *cluster) error {
	dropped := &observation{Rejected: map[string]string{}}
	for _, definitions := range []bool{true, false} {
		for _, manifest := range t.Objects {
			object := &unstructured.Unstructured{Object: manifest}
			if (object.GetKind() == "CustomResourceDefinition") != definitions {
				continue
			}
			if err := until("the API of "+object.GetKind(), func() (bool, error) {
				c.mapper.Reset()
				_, err := c.mapper.RESTMapping(object.GroupVersionKind().GroupKind(), object.GroupVersionKind().Version)
				return err == nil, nil
			}); err != nil {
				return err
			}
			if err := c.create(object, dropped); err != nil {
				return err
			}
		}
	}
	for key, why := range dropped.Rejected {
		return fmt.Errorf("%s: %s", key, why)
	}
	return nil
}

// may tells whether the account has the permissions of its roles by now: it can list claims.
func (t task) may(config *rest.Config) (bool, error) {
	token, err := t.tokenOf(config)
	if err != nil {
		return false, nil
	}
	own := rest.CopyConfig(config)
	own.BearerToken = token
	_, err = dynamic.NewForConfigOrDie(own).Resource(claims).List(context.Background(), metav1.ListOptions{})
	return !apierrors.IsForbidden(err), nil
}

func (t task) tokenOf(config *rest.Config) (string, error) {
	answer, err := kubernetes.NewForConfigOrDie(config).CoreV1().ServiceAccounts(t.Account.Namespace).CreateToken(context.Background(), t.Account.Name, &authentication.TokenRequest{}, metav1.CreateOptions{})
	if err != nil {
		return "", err
	}
	return answer.Status.Token, nil
}

func writeKubeconfig(path, host, bearer string) error {
	return clientcmd.WriteToFile(api.Config{
		Clusters:       map[string]*api.Cluster{"c": {Server: host, InsecureSkipTLSVerify: true}},
		AuthInfos:      map[string]*api.AuthInfo{"u": {Token: bearer}},
		Contexts:       map[string]*api.Context{"x": {Cluster: "c", AuthInfo: "u"}},
		CurrentContext: "x",
	}, path)
}

func startSidecar(dir string, command []string, kubeconfig, address string) error {
	args := []string{"--kubeconfig=" + kubeconfig}
	for _, arg := range command[1:] {
		args = append(args, strings.ReplaceAll(arg, "{address}", address))
	}
	sidecar := exec.Command(command[0], args...)
	sidecar.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	log, err := os.Create(filepath.Join(dir, filepath.Base(command[0])+".log"))
	if err != nil {
		return err
	}
	sidecar.Stdout, sidecar.Stderr = log, log
	if err := sidecar.Start(); err != nil {
		return err
	}
	go func() {
		err := sidecar.Wait()
		text, _ := os.ReadFile(log.Name())
		exitOn(fmt.Errorf("%s ended (%v): %s", filepath.Base(command[0]), err, text[max(0, len(text)-2000):]))
	}()
	return nil
}

// until waits for a condition.
func until(what string, done func() (bool, error)) error {
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		if ok, err := done(); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		} else if ok {
			return nil
		}
	}
	return fmt.Errorf("%s: not within two minutes", what)
}

// play lets the sidecars provision, expand, snapshot, restore and delete.
func (t task) play(c *cluster, seen *report) error {
	ctx := context.Background()
	space := c.client.Resource(claims).Namespace("default")
	shots := c.client.Resource(snapshotResource).Namespace("default")
	claim := func(name string, source map[string]any) *unstructured.Unstructured {
		spec := map[string]any{"storageClassName": t.Class, "accessModes": []any{"ReadWriteMany"}, "resources": map[string]any{"requests": map[string]any{"storage": "1Gi"}}}
		if source != nil {
			spec["dataSource"] = source
		}
		return &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": map[string]any{"name": name}, "spec": spec}}
	}
	is := func(resource dynamic.ResourceInterface, name string, value any, path ...string) func() (bool, error) {
		return func() (bool, error) {
			object, err := resource.Get(ctx, name, metav1.GetOptions{})
			if err != nil {
				return false, err
			}
			found, _, _ := unstructured.NestedFieldNoCopy(object.Object, path...)
			return found == value, nil
		}
	}
	none := func(resource dynamic.ResourceInterface) func() (bool, error) {
		return func() (bool, error) {
			list, err := resource.List(ctx, metav1.ListOptions{})
			return err == nil && len(list.Items) == 0, err
		}
	}
	steps := []struct {
		name string
		act  func() error
		done func() (bool, error)
	}{
		{"provision", func() error { _, err := space.Create(ctx, claim("data", nil), metav1.CreateOptions{}); return err }, is(space, "data", "Bound", "status", "phase")},
		{"expand", func() error {
			_, err := space.Patch(ctx, "data", "application/merge-patch+json", []byte(`{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}`), metav1.PatchOptions{})
			return err
		}, is(space, "data", "2Gi", "status", "capacity", "storage")},
		{"snapshot", func() error {
			_, err := shots.Create(ctx, &unstructured.Unstructured{Object: map[string]any{"apiVersion": "snapshot.storage.k8s.io/v1", "kind": "VolumeSnapshot", "metadata": map[string]any{"name": "shot"},
				"spec": map[string]any{"volumeSnapshotClassName": t.Snapshot, "source": map[string]any{"persistentVolumeClaimName": "data"}}}}, metav1.CreateOptions{})
			return err
		}, is(shots, "shot", true, "status", "readyToUse")},
		{"restore", func() error {
			source := map[string]any{"apiGroup": "snapshot.storage.k8s.io", "kind": "VolumeSnapshot", "name": "shot"}
			restored := claim("restored", source)
			_ = unstructured.SetNestedField(restored.Object, "2Gi", "spec", "resources", "requests", "storage")
			_, err := space.Create(ctx, restored, metav1.CreateOptions{})
			return err
		}, is(space, "restored", "Bound", "status", "phase")},
		{"delete the snapshot", func() error { return shots.Delete(ctx, "shot", metav1.DeleteOptions{}) }, none(c.client.Resource(contentResource))},
		{"delete the volumes", func() error {
			return errors.Join(space.Delete(ctx, "data", metav1.DeleteOptions{}), space.Delete(ctx, "restored", metav1.DeleteOptions{}))
		}, none(c.client.Resource(volumes))},
	}
	for _, step := range steps {
		if err := step.act(); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		if err := until(step.name, step.done); err != nil {
			return err
		}
		seen.Steps = append(seen.Steps, step.name)
	}
	return nil
}

// A driver keeps its volumes in memory and has the capabilities of Manila's.
type driver struct {
	csi.UnimplementedIdentityServer
	csi.UnimplementedControllerServer
	name  string
	mutex sync.Mutex
	sizes map[string]int64
}

func serveDriver(name, socket string) error {
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	server, d := grpc.NewServer(), &driver{name: name, sizes: map[string]int64{}}
	csi.RegisterIdentityServer(server, d)
	csi.RegisterControllerServer(server, d)
	go func() { exitOn(server.Serve(listener)) }()
	return nil
}

func (d *driver) GetPluginInfo(context.Context, *csi.GetPluginInfoRequest) (*csi.GetPluginInfoResponse, error) {
	return &csi.GetPluginInfoResponse{Name: d.name, VendorVersion: "1"}, nil
}

func (d *driver) Probe(context.Context, *csi.ProbeRequest) (*csi.ProbeResponse, error) {
	return &csi.ProbeResponse{Ready: wrapperspb.Bool(true)}, nil
}

func (d *driver) GetPluginCapabilities(context.Context, *csi.GetPluginCapabilitiesRequest) (*csi.GetPluginCapabilitiesResponse, error) {
	service := &csi.PluginCapability_Service{Type: csi.PluginCapability_Service_CONTROLLER_SERVICE}
	return &csi.GetPluginCapabilitiesResponse{Capabilities: []*csi.PluginCapability{{Type: &csi.PluginCapability_Service_{Service: service}}}}, nil
}

func (d *driver) ControllerGetCapabilities(context.Context, *csi.ControllerGetCapabilitiesRequest) (*csi.ControllerGetCapabilitiesResponse, error) {
	answer := &csi.ControllerGetCapabilitiesResponse{}
	for _, capability := range []csi.ControllerServiceCapability_RPC_Type{
		csi.ControllerServiceCapability_RPC_CREATE_DELETE_VOLUME, csi.ControllerServiceCapability_RPC_CREATE_DELETE_SNAPSHOT, csi.ControllerServiceCapability_RPC_EXPAND_VOLUME,
	} {
		rpc := &csi.ControllerServiceCapability_RPC{Type: capability}
		answer.Capabilities = append(answer.Capabilities, &csi.ControllerServiceCapability{Type: &csi.ControllerServiceCapability_Rpc{Rpc: rpc}})
	}
	return answer, nil
}

// authorized refuses calls without the Secret that the classes name.
func authorized(secrets map[string]string) error {
	if secrets["os-authURL"] == "" {
		return status.Error(codes.Unauthenticated, "the call has no credentials")
	}
	return nil
}

func (d *driver) CreateVolume(_ context.Context, r *csi.CreateVolumeRequest) (*csi.CreateVolumeResponse, error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.sizes[r.Name] = max(d.sizes[r.Name], r.CapacityRange.GetRequiredBytes())
	return &csi.CreateVolumeResponse{Volume: &csi.Volume{VolumeId: r.Name, CapacityBytes: d.sizes[r.Name], ContentSource: r.VolumeContentSource}}, authorized(r.Secrets)
}

func (d *driver) DeleteVolume(_ context.Context, r *csi.DeleteVolumeRequest) (*csi.DeleteVolumeResponse, error) {
	return &csi.DeleteVolumeResponse{}, authorized(r.Secrets)
}

func (d *driver) ControllerExpandVolume(_ context.Context, r *csi.ControllerExpandVolumeRequest) (*csi.ControllerExpandVolumeResponse, error) {
	return &csi.ControllerExpandVolumeResponse{CapacityBytes: r.CapacityRange.GetRequiredBytes()}, authorized(r.Secrets)
}

func (d *driver) CreateSnapshot(_ context.Context, r *csi.CreateSnapshotRequest) (*csi.CreateSnapshotResponse, error) {
	snapshot := &csi.Snapshot{SnapshotId: r.Name, SourceVolumeId: r.SourceVolumeId, CreationTime: timestamppb.Now(), ReadyToUse: true, SizeBytes: 1 << 30}
	return &csi.CreateSnapshotResponse{Snapshot: snapshot}, authorized(r.Secrets)
}

func (d *driver) DeleteSnapshot(_ context.Context, r *csi.DeleteSnapshotRequest) (*csi.DeleteSnapshotResponse, error) {
	return &csi.DeleteSnapshotResponse{}, authorized(r.Secrets)
}
