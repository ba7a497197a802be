package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// An answer is one line of the output: the documents of a text as JSON up to the first that cannot be read, and why that cannot.
type answer struct {
	ID        string            `json:"id"`
	Documents []json.RawMessage `json:"documents"`
	Error     string            `json:"error"`
}

// readTexts reads the texts of the input, {"id": …, "text": base64}, as kubectl reads files (cli-runtime, StreamVisitor).
func readTexts(input io.Reader, output io.Writer) error {
	decoder, encoder := json.NewDecoder(input), json.NewEncoder(output)
	encoder.SetEscapeHTML(false)
	for {
		var line struct{ ID, Text string }
		if err := decoder.Decode(&line); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		text, err := base64.StdEncoding.DecodeString(line.Text)
		if err != nil {
			return err
		}
		if err := encoder.Encode(documentsOf(line.ID, text)); err != nil {
			return err
		}
	}
}

func documentsOf(id string, text []byte) (result answer) {
	result = answer{ID: id, Documents: []json.RawMessage{}}
	defer func() {
		if reason := recover(); reason != nil {
			result.Error = "the reader panics"
		}
	}()
	documents := yaml.NewYAMLOrJSONDecoder(&once{text}, 4096)
	for {
		var one runtime.RawExtension
		if err := documents.Decode(&one); errors.Is(err, io.EOF) {
			return result
		} else if err != nil {
			result.Error = err.Error()
			return result
		}
		if len(one.Raw) > 0 && string(one.Raw) != "null" {
			result.Documents = append(result.Documents, one.Raw)
		}
	}
}

// once is a reader of bytes that does not seek.
type once struct{ left []byte }

func (o *once) Read(into []byte) (int, error) {
	if len(o.left) == 0 {
		return 0, io.EOF
	}
	n := copy(into, o.left)
	o.left = o.left[n:]
	return n, nil
}
