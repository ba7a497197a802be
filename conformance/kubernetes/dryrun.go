package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

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
)

type document struct {
	file   string
	object *unstructured.Unstructured
}

type outcome struct{ accepted, refused, skipped, warned int }

// dryRunOf prints a line for each refused document, "skipped" lines for kinds whose API is not served (custom resources without their CRD,
// APIs that this Kubernetes removed), "warned" lines for what the server warns about, and a summary. The exit code is 1 when a document was
// refused.
func dryRunOf(folders []string) int {
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
		return 1
	}
	return 0
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
