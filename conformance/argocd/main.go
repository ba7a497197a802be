// Argo CD's own code: the server that runs a config management plugin, the client of its repo server, health checks and differences.
package main

import (
	"fmt"
	"os"

	server "github.com/argoproj/argo-cd/v3/cmd/argocd-cmp-server/commands"
)

func main() {
	if len(os.Args) < 2 {
		fail(fmt.Errorf("usage: argocd server|stream|health|diff"))
	}
	switch os.Args[1] {
	case "server":
		command := server.NewCommand()
		command.SetArgs(os.Args[2:])
		fail(command.Execute())
	case "stream":
		fail(stream(os.Args[2]))
	case "health":
		fail(health())
	case "diff":
		fail(differences())
	default:
		fail(fmt.Errorf("there is no command %s", os.Args[1]))
	}
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
