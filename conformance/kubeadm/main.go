// The validation of the real kubeadm, of the release in go.mod, as `kubeadm config validate` does it.
//
//	kubeadm FILE...   a line for each file: its path, a tab, and what kubeadm says against it
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"k8s.io/klog/v2"
	"k8s.io/kubernetes/cmd/kubeadm/app/util/config"
)

func main() {
	klog.InitFlags(nil)
	flag.Set("logtostderr", "false") // deprecated formats are reported there
	flag.Parse()
	for _, path := range flag.Args() {
		fmt.Printf("%s\t%s\n", path, strings.ReplaceAll(problem(path), "\n", " "))
	}
}

func problem(path string) string {
	content, err := os.ReadFile(path)
	if err == nil {
		err = config.ValidateConfig(content, true, false)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
