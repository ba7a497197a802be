package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/argoproj/argo-cd/v3/cmpserver/apiclient"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/cmp"
	"github.com/golang/protobuf/ptypes/empty"
)

// What the repo server asks of a plugin: for the folder of an Application in a repository.
type question struct {
	Method      string   `json:"method"`
	Root        string   `json:"root"`
	App         string   `json:"app"`
	Environment []string `json:"environment"`
	// Those of the Application, which Argo CD turns into variables.
	Parameters v1alpha1.ApplicationSourcePluginParameters `json:"parameters"`
	Seconds    int                                        `json:"seconds"`
}

type answer struct {
	Value        any     `json:"value,omitempty"`
	Error        string  `json:"error,omitempty"`
	Milliseconds float64 `json:"milliseconds"`
}

// Answers questions of standard input, one a line, over the socket of a plugin.
func stream(socket string) error {
	connection, client, err := apiclient.NewConfigManagementPluginClientSet(socket).NewConfigManagementPluginClient()
	if err != nil {
		return err
	}
	defer func() { _ = connection.Close() }()
	out := json.NewEncoder(os.Stdout)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			return err
		}
		start := time.Now()
		value, err := ask(client, asked)
		reply := answer{Value: value, Milliseconds: float64(time.Since(start).Microseconds()) / 1000}
		if err != nil {
			reply.Error = err.Error()
		}
		if err := out.Encode(reply); err != nil {
			return err
		}
	}
	return in.Err()
}

func ask(client apiclient.ConfigManagementPluginServiceClient, asked question) (any, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(asked.Seconds)*time.Second)
	defer cancel()
	parameters, err := asked.Parameters.Environ()
	if err != nil {
		return nil, err
	}
	send := func(sender cmp.StreamSender) error {
		return cmp.SendRepoStream(ctx, asked.App, asked.Root, sender, append(asked.Environment, parameters...), []string{".git/*"})
	}
	switch asked.Method {
	case "CheckPluginConfiguration":
		return client.CheckPluginConfiguration(ctx, &empty.Empty{})
	case "MatchRepository":
		sender, err := client.MatchRepository(ctx)
		if err == nil {
			err = send(sender)
		}
		if err != nil {
			return nil, err
		}
		return sender.CloseAndRecv()
	case "GetParametersAnnouncement":
		sender, err := client.GetParametersAnnouncement(ctx)
		if err == nil {
			err = send(sender)
		}
		if err != nil {
			return nil, err
		}
		return sender.CloseAndRecv()
	case "GenerateManifest":
		sender, err := client.GenerateManifest(ctx)
		if err == nil {
			err = send(sender)
		}
		if err != nil {
			return nil, err
		}
		return sender.CloseAndRecv()
	}
	return nil, fmt.Errorf("there is no method %s", asked.Method)
}
