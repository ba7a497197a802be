// Renders charts with Helm's library as `helm template` does, many in one process.
//
//	library CHARTS-FOLDER < SETS   a line of JSON each, {"id", "chart", "release", "namespace", "values"}; writes ID.yaml to the working folder
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
)

type set struct {
	ID        string         `json:"id"`
	Chart     string         `json:"chart"`
	Release   string         `json:"release"`
	Namespace string         `json:"namespace"`
	Values    map[string]any `json:"values"`
}

func main() {
	if len(os.Args) != 2 {
		fail(errors.New("usage: library CHARTS-FOLDER < SETS"))
	}
	charts := map[string]*chart.Chart{}
	decoder := json.NewDecoder(os.Stdin)
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
			charts[line.Chart] = loaded
		}
		client := action.NewInstall(&action.Configuration{})
		client.DryRun, client.ClientOnly, client.Replace = true, true, true
		client.ReleaseName, client.Namespace = line.Release, line.Namespace
		release, err := client.Run(charts[line.Chart], line.Values)
		if err != nil {
			fail(err)
		}
		if err := os.WriteFile(line.ID+".yaml", []byte(release.Manifest), 0o644); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(2)
}
