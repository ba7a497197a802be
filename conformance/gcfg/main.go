// Answers what the real programs make of a text: gcfg.v1, which the components read cloud.conf with, and the template engine of the
// External Secrets Operator (text/template with sprig).
//
// Reads JSON lines from stdin: first the sections and fields of each consumer, then one case a line. Writes one JSON line for each case.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"text/template"
	"time"

	"github.com/Masterminds/sprig/v3"
	"gopkg.in/gcfg.v1"
)

// Word is a string of a type of its own: gcfg scans it instead of copying it.
type Word string

// Duration is read by time.ParseDuration.
type Duration struct{ time.Duration }

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Duration) UnmarshalText(text []byte) (err error) {
	d.Duration, err = time.ParseDuration(string(text))
	return err
}

var fieldTypes = map[string]reflect.Type{
	"string":     reflect.TypeOf(""),
	"word":       reflect.TypeOf(Word("")),
	"bool":       reflect.TypeOf(false),
	"int":        reflect.TypeOf(int64(0)),
	"uint":       reflect.TypeOf(uint(0)),
	"duration":   reflect.TypeOf(Duration{}),
	"list":       reflect.TypeOf([]string{}),
	"unsettable": reflect.TypeOf(map[string]*Duration{}),
}

type field struct{ Key, Type string }

type section struct {
	Name        string
	Subsections bool
	Fields      []field
}

type request struct {
	Consumer string            // which struct to read into
	Text     []byte            // the file, or the template
	Data     map[string][]byte // for a template
	Template bool
}

type answer struct {
	Fatal  bool                                         `json:"fatal"`
	Error  string                                       `json:"error,omitempty"`
	Extra  bool                                         `json:"extra"` // something was dropped without being fatal
	Values map[string]map[string]map[string]interface{} `json:"values,omitempty"`
	Text   []byte                                       `json:"text,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var consumers map[string][]section
	decoder := json.NewDecoder(in)
	check(decoder.Decode(&consumers))
	types := map[string]reflect.Type{}
	for name, sections := range consumers {
		types[name] = configType(sections)
	}
	encoder := json.NewEncoder(out)
	for decoder.More() {
		var r request
		check(decoder.Decode(&r))
		if r.Template {
			check(encoder.Encode(render(r)))
		} else {
			check(encoder.Encode(read(r.Text, types[r.Consumer], consumers[r.Consumer])))
		}
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func configType(sections []section) reflect.Type {
	var fields []reflect.StructField
	for _, s := range sections {
		var inner []reflect.StructField
		for i, f := range s.Fields {
			inner = append(inner, reflect.StructField{
				Name: fmt.Sprintf("F%d", i), Type: fieldTypes[f.Type], Tag: reflect.StructTag(fmt.Sprintf("gcfg:%q", f.Key)),
			})
		}
		t := reflect.StructOf(inner)
		if s.Subsections {
			t = reflect.MapOf(reflect.TypeOf(""), reflect.PointerTo(t))
		}
		fields = append(fields, reflect.StructField{Name: s.Name, Type: t})
	}
	return reflect.StructOf(fields)
}

func read(text []byte, t reflect.Type, sections []section) (a answer) {
	defer func() {
		if p := recover(); p != nil {
			a = answer{Fatal: true, Error: fmt.Sprintf("panic: %v", p)}
		}
	}()
	config := reflect.New(t)
	err := gcfg.ReadInto(config.Interface(), bytes.NewReader(text))
	if fatal := gcfg.FatalOnly(err); fatal != nil {
		return answer{Fatal: true, Error: fatal.Error()}
	}
	a = answer{Extra: err != nil, Values: map[string]map[string]map[string]interface{}{}}
	for i, s := range sections {
		value := config.Elem().Field(i)
		found := map[string]map[string]interface{}{}
		if s.Subsections {
			for _, name := range value.MapKeys() {
				found[name.String()] = values(value.MapIndex(name).Elem(), s.Fields)
			}
		} else {
			found[""] = values(value, s.Fields)
		}
		a.Values[s.Name] = found
	}
	return a
}

// Numbers are written as text: JavaScript would round them.
func values(section reflect.Value, fields []field) map[string]interface{} {
	found := map[string]interface{}{}
	for i, f := range fields {
		switch v := section.Field(i); f.Type {
		case "int", "uint":
			found[f.Key] = fmt.Sprint(v.Interface())
		case "duration":
			found[f.Key] = fmt.Sprint(v.Interface().(Duration).Nanoseconds())
		case "unsettable":
		default:
			found[f.Key] = v.Interface()
		}
	}
	return found
}

func render(r request) answer {
	functions := sprig.TxtFuncMap()
	delete(functions, "env")
	delete(functions, "expandenv")
	data := map[string]string{}
	for name, value := range r.Data {
		data[name] = string(value)
	}
	t, err := template.New("cloud.conf").Option("missingkey=error").Funcs(functions).Parse(string(r.Text))
	if err != nil {
		return answer{Fatal: true, Error: "parse: " + err.Error()}
	}
	var text strings.Builder
	if err := t.Execute(&text, data); err != nil {
		return answer{Fatal: true, Error: err.Error()}
	}
	return answer{Text: []byte(text.String())}
}
