package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
)

// An update is one line of the output: what the server says about an object that is applied over the one before.
type update struct {
	verdict
	// Why there was nothing to update: the kind is not served, or one of the two objects is refused by itself.
	Skipped string `json:"skipped"`
	// The object before, as the server stores it.
	Live map[string]any `json:"live"`
}

const manager = "conformance"

// updates asks the server about each line of the input, {"id": …, "before": …, "after": …}: it applies the one and, in a dry run, the other, as
// server-side apply does. What a line creates is gone before the next.
func updates(input io.Reader, output io.Writer) error {
	config, err := start()
	if err != nil {
		return err
	}
	config.WarningHandler = rest.NoWarnings{}
	client := dynamic.NewForConfigOrDie(config)
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discovery.NewDiscoveryClientForConfigOrDie(config)))
	decoder, encoder := json.NewDecoder(input), json.NewEncoder(output)
	known := map[string]bool{}
	for {
		var line struct {
			ID            string
			Before, After map[string]any
		}
		if err := decoder.Decode(&line); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		before, after := &unstructured.Unstructured{Object: line.Before}, &unstructured.Unstructured{Object: line.After}
		if space := namespace(before); !known[space] {
			known[space] = true
			if err := makeNamespaces(client, []document{{"", before}}); err != nil {
				return err
			}
		}
		result, err := updated(client, mapper, before, after)
		if err != nil {
			return err
		}
		result.ID = line.ID
		if err := encoder.Encode(result); err != nil {
			return err
		}
	}
}

func updated(client dynamic.Interface, mapper meta.RESTMapper, before, after *unstructured.Unstructured) (update, error) {
	kind := before.GroupVersionKind()
	mapping, err := mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if meta.IsNoMatchError(err) {
		return update{Skipped: kind.GroupVersion().String() + " " + kind.Kind + " is not served"}, nil
	} else if err != nil {
		return update{}, err
	}
	var resource dynamic.ResourceInterface = client.Resource(mapping.Resource)
	if mapping.Scope.Name() == meta.RESTScopeNameNamespace {
		resource = client.Resource(mapping.Resource).Namespace(namespace(before))
	}
	other := after.DeepCopy()
	other.SetName(after.GetName() + "-x")
	if _, err := apply(resource, other, true); err != nil {
		return update{Skipped: "refused by itself: " + err.Error()}, nil
	}
	live, err := apply(resource, before, false)
	if err != nil {
		return update{Skipped: "refused before: " + err.Error()}, nil
	}
	_, err = apply(resource, after, true)
	result := update{verdict: verdictOf("", err), Live: live.Object}
	return result, remove(resource, live)
}

func apply(resource dynamic.ResourceInterface, object *unstructured.Unstructured, dry bool) (*unstructured.Unstructured, error) {
	data, err := json.Marshal(object.Object)
	if err != nil {
		return nil, err
	}
	force := true
	options := metav1.PatchOptions{FieldManager: manager, Force: &force}
	if dry {
		options.DryRun = []string{metav1.DryRunAll}
	}
	return resource.Patch(context.Background(), object.GetName(), types.ApplyPatchType, data, options)
}

// remove deletes an object at once; its finalizers wait for controllers that do not run here.
func remove(resource dynamic.ResourceInterface, object *unstructured.Unstructured) error {
	now := int64(0)
	err := resource.Delete(context.Background(), object.GetName(), metav1.DeleteOptions{GracePeriodSeconds: &now})
	for i := 0; i < 100; i++ {
		if apierrors.IsNotFound(err) {
			return nil
		} else if err != nil {
			return err
		}
		_, err = resource.Patch(context.Background(), object.GetName(), types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`), metav1.PatchOptions{})
		if err == nil {
			time.Sleep(10 * time.Millisecond)
		}
	}
	return errors.New(object.GetKind() + " " + object.GetName() + " does not go away")
}
