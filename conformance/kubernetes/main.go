// A real Kubernetes of the release in go.mod, with an embedded etcd, to ask what it makes of manifests.
//
//	kubernetes dry-run FOLDER...   server-side dry run of every document, with strict field validation
//	kubernetes validate < OBJECTS  the same for a line of JSON each, answered by a line of JSON each
//	kubernetes update < UPDATES    applies a line's object, and another over it, answered by a line of JSON each
//	kubernetes read < TEXTS        reads YAML and JSON as kubectl does
//	kubernetes bind [KUBECONFIG] < SCENARIOS  lets the real controller manager and scheduler bind what each scenario holds; writes a kubeconfig
//	kubernetes serve DIR ADDRESS   runs a whole control plane with RBAC and an audit log until it is ended
//	kubernetes sidecars < TASK     lets real CSI sidecars work with rendered RBAC objects and no other permissions
//
// The programs of Kubernetes are in this one: it starts itself again as kube-controller-manager and kube-scheduler.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

func main() {
	if len(os.Args) < 2 {
		exitOn(errors.New("usage: kubernetes dry-run FOLDER... | kubernetes validate < OBJECTS | kubernetes update < UPDATES | kubernetes read < TEXTS | kubernetes bind [KUBECONFIG] < SCENARIOS | kubernetes serve DIR ADDRESS | kubernetes sidecars < TASK"))
	}
	switch mode, args := os.Args[1], os.Args[2:]; mode {
	case "dry-run":
		end(dryRunOf(args))
	case "validate":
		exitOn(validate(os.Stdin, os.Stdout))
		end(0)
	case "update":
		exitOn(updates(os.Stdin, os.Stdout))
		end(0)
	case "read":
		exitOn(readTexts(os.Stdin, os.Stdout))
		end(0)
	case "bind":
		exitOn(bind(strings.Join(args, " "), os.Stdin, os.Stdout))
		end(0)
	case "serve":
		if len(args) != 2 {
			exitOn(errors.New("usage: kubernetes serve DIR ADDRESS"))
		}
		exitOn(serve(args[0], args[1]))
	case "sidecars":
		exitOn(sidecars(os.Stdin, os.Stdout))
		end(0)
	case "kube-controller-manager":
		execute(controllers.NewControllerManagerCommand(), args)
	case "kube-scheduler":
		execute(scheduler.NewSchedulerCommand(), args)
	default:
		exitOn(fmt.Errorf("there is no command %q", mode))
	}
}

func execute(command *cobra.Command, args []string) {
	command.SetArgs(args)
	command.SilenceUsage = true
	exitOn(command.Execute())
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		end(2)
	}
}
