package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
)

// A verdict is one line of the output: the HTTP code of a refused object and the fields that the server names, 0 for one that it takes.
type verdict struct {
	ID      string   `json:"id"`
	Code    int32    `json:"code"`
	Fields  []string `json:"fields"`
	Message string   `json:"message"`
}

// validate asks the server about each line of the input, {"id": …, "object": …}, in a dry run of its creation.
func validate(input io.Reader, output io.Writer) error {
	config, err := start()
	if err != nil {
		return err
	}
	config.WarningHandler = rest.NoWarnings{}
	client := dynamic.NewForConfigOrDie(config)
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discovery.NewDiscoveryClientForConfigOrDie(config)))
	if err := makeNamespaces(client, []document{{"", &unstructured.Unstructured{Object: map[string]any{}}}}); err != nil {
		return err
	}
	decoder, encoder := json.NewDecoder(input), json.NewEncoder(output)
	for {
		var line struct {
			ID     string         `json:"id"`
			Object map[string]any `json:"object"`
		}
		if err := decoder.Decode(&line); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		object := &unstructured.Unstructured{Object: line.Object}
		kind := object.GroupVersionKind()
		mapping, err := mapper.RESTMapping(kind.GroupKind(), kind.Version)
		if err != nil {
			return err
		}
		var resource dynamic.ResourceInterface = client.Resource(mapping.Resource)
		if mapping.Scope.Name() == meta.RESTScopeNameNamespace {
			resource = client.Resource(mapping.Resource).Namespace(namespace(object))
		}
		_, err = resource.Create(context.Background(), object, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}, FieldValidation: metav1.FieldValidationStrict})
		if err := encoder.Encode(verdictOf(line.ID, err)); err != nil {
			return err
		}
	}
}

func verdictOf(id string, err error) verdict {
	result := verdict{ID: id, Fields: []string{}}
	if err == nil {
		return result
	}
	result.Code, result.Message = -1, err.Error()
	var status apierrors.APIStatus
	if !errors.As(err, &status) {
		return result
	}
	result.Code = status.Status().Code
	if details := status.Status().Details; details != nil {
		for _, cause := range details.Causes {
			if !slices.Contains(result.Fields, cause.Field) {
				result.Fields = append(result.Fields, cause.Field)
			}
		}
	}
	return result
}
