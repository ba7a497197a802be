package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo/normalizers"
	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	"github.com/argoproj/gitops-engine/pkg/diff"
	enginehealth "github.com/argoproj/gitops-engine/pkg/health"
	"github.com/argoproj/gitops-engine/pkg/utils/kube/scheme"
	"github.com/sirupsen/logrus"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
)

// Objects, and what argocd-cm holds. Without a live object, it is the wanted one with the defaults of the API server.
type assessment struct {
	Data map[string]string `json:"data"`
	// Whether the Application has the option ServerSideApply=true, without ServerSideDiff.
	ServerSideApply bool `json:"serverSideApply"`
	Objects         []struct {
		Wanted map[string]any `json:"wanted"`
		Live   map[string]any `json:"live"`
	} `json:"objects"`
}

// Field manager of Argo CD.
const manager = "argocd-controller"

func read() (*assessment, map[string]v1alpha1.ResourceOverride, error) {
	logrus.SetOutput(io.Discard)
	var given assessment
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		return nil, nil, err
	}
	const namespace = "argocd"
	labels := map[string]string{"app.kubernetes.io/part-of": "argocd"}
	client := fake.NewClientset(
		&corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "argocd-cm", Namespace: namespace, Labels: labels}, Data: given.Data},
		&corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "argocd-secret", Namespace: namespace, Labels: labels}},
	)
	overrides, err := settings.NewSettingsManager(context.Background(), client, namespace).GetResourceOverrides()
	return &given, overrides, err
}

// Prints what Argo CD says about the health of each object.
func health() error {
	given, overrides, err := read()
	if err != nil {
		return err
	}
	results := []any{}
	for _, object := range given.Objects {
		status, err := enginehealth.GetResourceHealth(&unstructured.Unstructured{Object: object.Wanted}, lua.ResourceHealthOverrides(overrides))
		if err != nil {
			results = append(results, map[string]string{"error": err.Error()})
		} else {
			results = append(results, status)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(results)
}

// What Argo CD does to both sides before it compares them.
type both []diff.Normalizer

func (all both) Normalize(object *unstructured.Unstructured) error {
	for _, one := range all {
		if err := one.Normalize(object); err != nil {
			return err
		}
	}
	return nil
}

// Prints for each object the fields that Argo CD shows as different: nothing where it is synced.
func differences() error {
	given, overrides, err := read()
	if err != nil {
		return err
	}
	ignore, err := normalizers.NewIgnoreNormalizer(nil, overrides, normalizers.IgnoreNormalizerOpts{})
	if err != nil {
		return err
	}
	types, err := normalizers.NewKnownTypesNormalizer(overrides)
	if err != nil {
		return err
	}
	options := []diff.Option{diff.WithNormalizer(both{ignore, types})}
	if given.ServerSideApply {
		// Without a schema of custom resources, lists count as a whole, as they do in those of the kinds that are asked about.
		options = append(options, diff.WithStructuredMergeDiff(true), diff.WithManager(manager))
	}
	results := []any{}
	for _, object := range given.Objects {
		wanted := &unstructured.Unstructured{Object: object.Wanted}
		live := &unstructured.Unstructured{Object: object.Live}
		if object.Live == nil {
			if live, err = defaulted(wanted); err != nil {
				return fmt.Errorf("%s %s: %w", wanted.GetKind(), wanted.GetName(), err)
			}
		}
		result, err := diff.Diff(wanted, live, options...)
		if err != nil {
			return fmt.Errorf("%s %s: %w", wanted.GetKind(), wanted.GetName(), err)
		}
		if !result.Modified {
			results = append(results, nil)
			continue
		}
		results = append(results, map[string]json.RawMessage{"live": result.NormalizedLive, "wanted": result.PredictedLive})
	}
	return json.NewEncoder(os.Stdout).Encode(results)
}

// A kind of Kubernetes with the defaults of its API server; others as they are.
func defaulted(wanted *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	live := wanted.DeepCopy()
	live.SetResourceVersion("1")
	live.SetGeneration(1)
	typed, err := scheme.Scheme.New(wanted.GroupVersionKind())
	if runtime.IsNotRegisteredError(err) {
		return live, nil
	}
	if err != nil {
		return nil, err
	}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(live.Object, typed); err != nil {
		return nil, err
	}
	if secret, ok := typed.(*corev1.Secret); ok {
		if secret.Data == nil {
			secret.Data = map[string][]byte{}
		}
		for key, text := range secret.StringData {
			secret.Data[key] = []byte(text)
		}
		secret.StringData = nil
	}
	scheme.Scheme.Default(typed)
	object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(typed)
	return &unstructured.Unstructured{Object: object}, err
}
