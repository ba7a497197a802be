// Answers what the components' own client makes of the credentials in a cloud.conf: it authenticates against a Keystone of this process,
// and the request that arrives there, or the error that kept it from being sent, is the answer.
//
// Reads one cloud.conf a line from stdin, each a JSON string whose auth-url is http://KEYSTONE/v3. Writes one JSON line for each.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"

	"gopkg.in/gcfg.v1"
	"k8s.io/cloud-provider-openstack/pkg/client"
)

type answer struct {
	Error   string `json:"error,omitempty"`
	Request string `json:"request,omitempty"`
}

// keystone takes every request for a token and remembers the last one.
type keystone struct {
	*httptest.Server
	request string
}

func startKeystone() *keystone {
	k := &keystone{}
	k.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, "/auth/tokens") {
			w.WriteHeader(http.StatusMultipleChoices)
			fmt.Fprintf(w, `{"versions":{"values":[{"id":"v3.14","status":"stable","links":[{"rel":"self","href":"%s/v3/"}]}]}}`, k.URL)
			return
		}
		body, _ := io.ReadAll(r.Body)
		k.request = string(body)
		w.Header().Set("X-Subject-Token", "token-of-the-test")
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, `{"token":{"expires_at":"2100-01-01T00:00:00.000000Z","catalog":[]}}`)
	}))
	return k
}

func (k *keystone) ask(text string) answer {
	var file struct{ Global client.AuthOpts }
	if err := gcfg.FatalOnly(gcfg.ReadStringInto(&file, strings.ReplaceAll(text, "http://KEYSTONE", k.URL))); err != nil {
		return answer{Error: err.Error()}
	}
	k.request = ""
	if _, err := client.NewOpenStackClient(&file.Global, "conformance"); err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Request: k.request}
}

func main() {
	k := startKeystone()
	defer k.Close()
	in := bufio.NewScanner(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for in.Scan() {
		var text string
		if err := json.Unmarshal(in.Bytes(), &text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := out.Encode(k.ask(text)); err != nil {
			os.Exit(1)
		}
	}
}
