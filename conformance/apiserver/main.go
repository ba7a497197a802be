// Asks a real kube-apiserver whether it accepts manifests: embedded etcd, the API server of the Kubernetes release in go.mod, and a
// server-side dry run of every document with strict field validation.
//
//	apiserver FOLDER...
//
// Prints a line for each refused document, "skipped" lines for kinds whose API is not served (custom resources without their CRD, APIs
// that this Kubernetes removed), "warned" lines for what the server warns about, and a summary. Exits 1 when a document was refused.
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

const token = "conformance"

type document struct {
	file   string
	object *unstructured.Unstructured
}

type outcome struct{ accepted, refused, skipped, warned int }

func main() {
	folders := os.Args[1:]
	if len(folders) == 0 {
		fmt.Fprintln(os.Stderr, "usage: apiserver FOLDER...")
		os.Exit(2)
	}
	documents, err := read(folders)
	if err == nil && len(documents) == 0 {
		err = errors.New("no document in " + strings.Join(folders, ", "))
	}
	exitOn(err)
	config, err := start()
	exitOn(err)
	result, err := dryRun(config, documents)
	exitOn(err)
	fmt.Printf("summary: %d accepted, %d refused, %d skipped, %d warnings\n", result.accepted, result.refused, result.skipped, result.warned)
	if result.refused > 0 || result.accepted == 0 {
		os.Exit(1)
	}
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func read(folders []string) ([]document, error) {
	var documents []document
	for _, folder := range folders {
		err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
			if err != nil || info.IsDir() || !strings.HasSuffix(path, ".yaml") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
			for {
				object := map[string]any{}
				if err := decoder.Decode(&object); err == io.EOF {
					return nil
				} else if err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
				if len(object) > 0 {
					documents = append(documents, document{path, &unstructured.Unstructured{Object: object}})
				}
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return documents, nil
}

func start() (*rest.Config, error) {
	dir, err := os.MkdirTemp("", "apiserver-")
	if err != nil {
		return nil, err
	}
	etcd, err := startEtcd(filepath.Join(dir, "etcd"))
	if err != nil {
		return nil, err
	}
	key := filepath.Join(dir, "service-account.pem")
	tokens := filepath.Join(dir, "tokens.csv")
	if err := writeKey(key); err != nil {
		return nil, err
	}
	if err := os.WriteFile(tokens, []byte(token+",admin,admin,system:masters\n"), 0o600); err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, err
	}
	command := app.NewAPIServerCommand()
	command.SetArgs([]string{
		"--etcd-servers=" + etcd, "--cert-dir=" + dir, "--bind-address=127.0.0.1", fmt.Sprintf("--secure-port=%d", port),
		"--service-account-issuer=https://conformance.invalid", "--service-account-key-file=" + key, "--service-account-signing-key-file=" + key,
		"--authorization-mode=AlwaysAllow", "--token-auth-file=" + tokens, "--service-cluster-ip-range=10.0.0.0/24",
		"--disable-admission-plugins=ServiceAccount", "--allow-privileged=true", "--v=0",
	})
	command.SilenceUsage = true
	go func() { exitOn(command.Execute()) }()
	config := &rest.Config{Host: fmt.Sprintf("https://127.0.0.1:%d", port), BearerToken: token, QPS: 1000, Burst: 1000}
	config.TLSClientConfig.Insecure = true
	return config, ready(config)
}

func startEtcd(dir string) (string, error) {
	config := embed.NewConfig()
	config.Dir = dir
	config.LogLevel = "error"
	for _, listen := range []*[]url.URL{&config.ListenClientUrls, &config.AdvertiseClientUrls, &config.ListenPeerUrls, &config.AdvertisePeerUrls} {
		*listen = nil
	}
	client, err := freePort()
	if err != nil {
		return "", err
	}
	peer, err := freePort()
	if err != nil {
		return "", err
	}
	clientURL := url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", client)}
	peerURL := url.URL{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", peer)}
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{clientURL}, []url.URL{clientURL}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peerURL}, []url.URL{peerURL}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	server, err := embed.StartEtcd(config)
	if err != nil {
		return "", err
	}
	select {
	case <-server.Server.ReadyNotify():
		return clientURL.String(), nil
	case <-time.After(time.Minute):
		return "", errors.New("etcd was not ready within a minute")
	}
}

func writeKey(path string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}), 0o600)
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func ready(config *rest.Config) error {
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return err
	}
	for i := 0; i < 180; i++ {
		if _, err = client.RESTClient().Get().AbsPath("/readyz").DoRaw(context.Background()); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return fmt.Errorf("the API server was not ready within 3 minutes: %w", err)
}

type warnings struct{ texts *[]string }

func (w warnings) HandleWarningHeader(_ int, _ string, text string) {
	*w.texts = append(*w.texts, text)
}

func dryRun(config *rest.Config, documents []document) (outcome, error) {
	var texts []string
	config.WarningHandler = warnings{&texts}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return outcome{}, err
	}
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discovery.NewDiscoveryClientForConfigOrDie(config)))
	if err := makeNamespaces(client, documents); err != nil {
		return outcome{}, err
	}
	var result outcome
	for _, d := range documents {
		kind := d.object.GroupVersionKind()
		name := fmt.Sprintf("%s: %s %s", d.file, kind.Kind, d.object.GetName())
		mapping, err := mapper.RESTMapping(kind.GroupKind(), kind.Version)
		if meta.IsNoMatchError(err) {
			result.skipped++
			fmt.Printf("skipped %s: %s is not served\n", name, kind.GroupVersion())
			continue
		} else if err != nil {
			return result, err
		}
		var resource dynamic.ResourceInterface = client.Resource(mapping.Resource)
		if mapping.Scope.Name() == meta.RESTScopeNameNamespace {
			resource = client.Resource(mapping.Resource).Namespace(namespace(d.object))
		} else if d.object.GetNamespace() != "" {
			err = fmt.Errorf("cluster-scoped, but in namespace %q", d.object.GetNamespace())
		}
		texts = texts[:0]
		if err == nil {
			_, err = resource.Create(context.Background(), d.object, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}, FieldValidation: metav1.FieldValidationStrict})
		}
		for _, text := range texts {
			result.warned++
			fmt.Printf("warned %s: %s\n", name, text)
		}
		if kind.Kind == "Namespace" && apierrors.IsAlreadyExists(err) {
			err = nil // made for the objects inside of it; the server looks at the object before it looks for another of its name
		}
		if err != nil {
			result.refused++
			fmt.Printf("refused %s: %v\n", name, err)
		} else {
			result.accepted++
		}
	}
	return result, nil
}

func namespace(object *unstructured.Unstructured) string {
	if object.GetNamespace() == "" {
		return "default"
	}
	return object.GetNamespace()
}

func makeNamespaces(client dynamic.Interface, documents []document) error {
	wanted := map[string]bool{}
	for _, d := range documents {
		wanted[namespace(d.object)] = true
	}
	names := make([]string, 0, len(wanted))
	for name := range wanted {
		names = append(names, name)
	}
	sort.Strings(names)
	resource := client.Resource(schema.GroupVersionResource{Version: "v1", Resource: "namespaces"})
	for _, name := range names {
		object := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{"name": name}}}
		if _, err := resource.Create(context.Background(), object, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
			return err
		}
	}
	return nil
}
