// Renders charts with Helm's own library, without a cluster.
//
//	helm CHARTS-FOLDER < SETS   a line of JSON each, {"id", "chart", "release", "namespace", "values"}; answers {"id", "manifest"} or {"id", "error"}
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
)

type set struct {
	ID        string         `json:"id"`
	Chart     string         `json:"chart"`
	Release   string         `json:"release"`
	Namespace string         `json:"namespace"`
	Values    map[string]any `json:"values"`
}

type answer struct {
	ID       string `json:"id"`
	Manifest string `json:"manifest,omitempty"`
	Error    string `json:"error,omitempty"`
}

// The labels that a library chart gives the chart of the cloud-controller-manager, which names it as a dependency.
const commonLabels = `{{- define "common.labels.standard" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end -}}
`

func main() {
	if len(os.Args) != 2 {
		fail(errors.New("usage: helm CHARTS-FOLDER < SETS"))
	}
	charts := map[string]*chart.Chart{}
	decoder, encoder := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for {
		var line set
		if err := decoder.Decode(&line); err == io.EOF {
			return
		} else if err != nil {
			fail(err)
		}
		if charts[line.Chart] == nil {
			loaded, err := loader.Load(filepath.Join(os.Args[1], line.Chart))
			if err != nil {
				fail(err)
			}
			loaded.Templates = append(loaded.Templates, &chart.File{Name: "templates/_common.tpl", Data: []byte(commonLabels)})
			charts[line.Chart] = loaded
		}
		result := answer{ID: line.ID}
		if manifest, err := render(charts[line.Chart], line); err != nil {
			result.Error = err.Error()
		} else {
			result.Manifest = manifest
		}
		if err := encoder.Encode(result); err != nil {
			fail(err)
		}
	}
}

func render(source *chart.Chart, line set) (string, error) {
	options := chartutil.ReleaseOptions{Name: line.Release, Namespace: line.Namespace, Revision: 1, IsInstall: true}
	capabilities := chartutil.DefaultCapabilities.Copy()
	values, err := chartutil.ToRenderValues(source, line.Values, options, capabilities)
	if err != nil {
		return "", err
	}
	files, err := engine.Render(source, values)
	if err != nil {
		return "", err
	}
	names := make([]string, 0, len(files))
	for name := range files {
		if !strings.HasSuffix(name, "NOTES.txt") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	var text strings.Builder
	for _, name := range names {
		if strings.TrimSpace(files[name]) != "" {
			fmt.Fprintf(&text, "---\n%s\n", files[name])
		}
	}
	return text.String(), nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(2)
}
