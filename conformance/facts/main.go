// Prints what the sources of one Kubernetes release say, as JSON: the lifecycle of API versions, feature gates, types with their fields, kinds with their
// scope, the values of enumerations, and a digest of each validation and defaulting function.
//
//	facts KUBERNETES API MODULE...   folders of k8s.io/kubernetes, k8s.io/api, and other modules that declare feature gates
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// A Version is one kind in one API version.
type Version struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Since      string `json:"since,omitempty"`
	Removed    string `json:"removed,omitempty"`
	Use        string `json:"use,omitempty"`
}

// A Gate is a feature gate with the first minor that enables it by default, if one does.
type Gate struct {
	OnSince string `json:"onSince,omitempty"`
}

// A Definition is a type of the OpenAPI document, its fields in the notation of fields.json, with full names of types.
type Definition struct {
	Kinds  []string          `json:"kinds,omitempty"`
	Fields map[string]string `json:"fields"`
}

// A Scope is where the objects of a kind live.
type Scope struct {
	Group      string `json:"group"`
	Kind       string `json:"kind"`
	Namespaced bool   `json:"namespaced"`
}

type facts struct {
	Lifecycle []Version             `json:"lifecycle"`
	Gates     map[string]Gate       `json:"gates"`
	Types     map[string]Definition `json:"types"`
	Scopes    []Scope               `json:"scopes"`
	// Enumerations: sets of the validation code and the constants of a type, by name.
	Enums map[string][]string `json:"enums"`
	// Functions: digests by package and name.
	Functions map[string]string `json:"functions"`
}

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("usage: facts KUBERNETES API MODULE..."))
	}
	kubernetes, api := os.Args[1], os.Args[2]
	found := facts{Gates: map[string]Gate{}, Types: map[string]Definition{}, Enums: map[string][]string{}, Functions: map[string]string{}}
	found.Lifecycle = lifecycle(api)
	for _, dir := range append([]string{filepath.Join(kubernetes, "pkg")}, os.Args[3:]...) {
		gates(dir, found.Gates)
	}
	openAPI(filepath.Join(kubernetes, "api/openapi-spec/swagger.json"), &found)
	for _, group := range []string{"apps", "autoscaling", "batch", "core", "networking", "policy", "rbac", "storage"} {
		validation(kubernetes, group, &found)
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	fail(out.Encode(found))
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// files parses the Go files below a folder whose path has a suffix.
func files(root string, wanted func(path string) bool, each func(path string, set *token.FileSet, file *ast.File)) {
	fail(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || !wanted(path) {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, 0)
		if err == nil {
			each(path, set, file)
		}
		return err
	}))
}

// lifecycle reads the generated methods APILifecycleIntroduced, APILifecycleRemoved and APILifecycleReplacement.
func lifecycle(api string) []Version {
	rows := map[string]*Version{}
	groups := map[string]string{}
	files(api, func(path string) bool { return filepath.Base(path) == "register.go" }, func(path string, _ *token.FileSet, file *ast.File) {
		for name, value := range constants(file) {
			if name == "GroupName" {
				groups[filepath.Dir(path)] = value
			}
		}
	})
	files(api, func(path string) bool { return strings.HasSuffix(path, "zz_generated.prerelease-lifecycle.go") }, func(path string, _ *token.FileSet, file *ast.File) {
		group, version := groups[filepath.Dir(path)], filepath.Base(filepath.Dir(path))
		if group != "" {
			version = group + "/" + version
		}
		for _, decl := range file.Decls {
			method, ok := decl.(*ast.FuncDecl)
			if !ok || method.Recv == nil || !strings.HasPrefix(method.Name.Name, "APILifecycle") {
				continue
			}
			kind := method.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name
			if strings.HasSuffix(kind, "List") {
				continue
			}
			row := rows[version+" "+kind]
			if row == nil {
				row = &Version{APIVersion: version, Kind: kind}
				rows[version+" "+kind] = row
			}
			results := method.Body.List[0].(*ast.ReturnStmt).Results
			switch method.Name.Name {
			case "APILifecycleIntroduced":
				row.Since = minor(results)
			case "APILifecycleRemoved":
				row.Removed = minor(results)
			case "APILifecycleReplacement":
				row.Use = replacement(results[0].(*ast.CompositeLit))
			}
		}
	})
	list := []Version{}
	for _, row := range rows {
		list = append(list, *row)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].APIVersion+" "+list[i].Kind < list[j].APIVersion+" "+list[j].Kind })
	return list
}

func minor(results []ast.Expr) string {
	return results[0].(*ast.BasicLit).Value + "." + results[1].(*ast.BasicLit).Value
}

func replacement(literal *ast.CompositeLit) string {
	parts := map[string]string{}
	for _, element := range literal.Elts {
		pair := element.(*ast.KeyValueExpr)
		parts[pair.Key.(*ast.Ident).Name] = text(pair.Value)
	}
	return strings.TrimPrefix(parts["Group"]+"/"+parts["Version"], "/")
}

func text(expression ast.Expr) string {
	if literal, ok := expression.(*ast.BasicLit); ok && literal.Kind == token.STRING {
		if value, err := strconv.Unquote(literal.Value); err == nil {
			return value
		}
	}
	return ""
}

// constants are the string constants of a file, by name.
func constants(file *ast.File) map[string]string {
	found := map[string]string{}
	eachConstant(file, func(name, _, value string) { found[name] = value })
	return found
}

func eachConstant(file *ast.File, each func(name, kind, value string)) {
	for _, decl := range file.Decls {
		general, ok := decl.(*ast.GenDecl)
		if !ok || general.Tok != token.CONST {
			continue
		}
		for _, spec := range general.Specs {
			constant := spec.(*ast.ValueSpec)
			for i, name := range constant.Names {
				if i >= len(constant.Values) {
					continue
				}
				value := constant.Values[i]
				kind := typeName(constant.Type)
				if call, ok := value.(*ast.CallExpr); ok && len(call.Args) == 1 {
					kind, value = typeName(call.Fun), call.Args[0]
				}
				if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
					each(name.Name, kind, text(literal))
				}
			}
		}
	}
}

func typeName(expression ast.Expr) string {
	switch kind := expression.(type) {
	case *ast.Ident:
		return kind.Name
	case *ast.SelectorExpr:
		return kind.Sel.Name
	}
	return ""
}

// gates finds the constants of type Feature and, in the versioned specifications, since when each is on by default.
func gates(dir string, into map[string]Gate) {
	names := map[string]string{}
	parsed := []*ast.File{}
	about := func(path string) bool { return strings.Contains(path, "features") || strings.Contains(path, "logs") }
	files(dir, about, func(_ string, _ *token.FileSet, file *ast.File) {
		parsed = append(parsed, file)
		eachConstant(file, func(name, kind, value string) {
			if kind == "Feature" {
				names[name] = value
				into[value] = into[value]
			}
		})
	})
	for _, file := range parsed {
		ast.Inspect(file, func(node ast.Node) bool {
			pair, ok := node.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			name := names[typeName(pair.Key)]
			// Other tables by gate, such as that of dependencies, hold no versions.
			if specs, ok := pair.Value.(*ast.CompositeLit); ok && name != "" {
				if since, versioned := onSince(specs); versioned {
					into[name] = Gate{OnSince: since}
				}
			}
			return true
		})
	}
}

func onSince(specs *ast.CompositeLit) (string, bool) {
	since, versioned := "", false
	for _, element := range specs.Elts {
		spec, ok := element.(*ast.CompositeLit)
		if !ok {
			continue
		}
		isOn, version := false, ""
		for _, field := range spec.Elts {
			pair, ok := field.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			switch typeName(pair.Key) {
			case "Default":
				isOn = typeName(pair.Value) == "true"
			case "Version":
				if call, ok := pair.Value.(*ast.CallExpr); ok && len(call.Args) == 1 {
					version, versioned = text(call.Args[0]), true
				}
			}
		}
		if !isOn {
			since = ""
		} else if since == "" {
			since = version
		}
	}
	return since, versioned
}

type schema struct {
	Ref        string             `json:"$ref"`
	Type       string             `json:"type"`
	Format     string             `json:"format"`
	Items      *schema            `json:"items"`
	Values     *schema            `json:"additionalProperties"`
	Properties map[string]*schema `json:"properties"`
	Kinds      []kind             `json:"x-kubernetes-group-version-kind"`
}

type kind struct{ Group, Version, Kind string }

func (k kind) String() string {
	return strings.TrimPrefix(k.Group+"/"+k.Version, "/") + "/" + k.Kind
}

// openAPI reads types and scopes: a kind is namespaced if some path that names a namespace is about it.
func openAPI(path string, into *facts) {
	var document struct {
		Definitions map[string]*schema
		Paths       map[string]map[string]json.RawMessage
	}
	content, err := os.ReadFile(path)
	fail(err)
	fail(json.Unmarshal(content, &document))
	for name, definition := range document.Definitions {
		if definition.Properties == nil {
			continue
		}
		fields := map[string]string{}
		for field, property := range definition.Properties {
			fields[field] = notation(property)
		}
		kinds := []string{}
		for _, one := range definition.Kinds {
			kinds = append(kinds, one.String())
		}
		into.Types[name] = Definition{kinds, fields}
	}
	scopes := map[Scope]bool{}
	for path, operations := range document.Paths {
		if strings.Contains(path, "/watch/") || regexp.MustCompile(`\{name\}/`).MatchString(strings.Replace(path, "/namespaces/{name}", "", 1)) {
			continue
		}
		for _, raw := range operations {
			var operation struct {
				Kind *kind `json:"x-kubernetes-group-version-kind"`
			}
			if json.Unmarshal(raw, &operation) == nil && operation.Kind != nil {
				scopes[Scope{operation.Kind.Group, operation.Kind.Kind, false}] = true
				if strings.Contains(path, "/namespaces/{namespace}/") {
					scopes[Scope{operation.Kind.Group, operation.Kind.Kind, true}] = true
				}
			}
		}
	}
	for scope := range scopes {
		if scope.Namespaced || !scopes[Scope{scope.Group, scope.Kind, true}] {
			into.Scopes = append(into.Scopes, scope)
		}
	}
	sort.Slice(into.Scopes, func(i, j int) bool {
		return into.Scopes[i].Group+into.Scopes[i].Kind < into.Scopes[j].Group+into.Scopes[j].Kind
	})
}

// special are types with a notation of their own.
var special = map[string]string{
	"io.k8s.apimachinery.pkg.api.resource.Quantity":                 "q",
	"io.k8s.apimachinery.pkg.util.intstr.IntOrString":               "is",
	"io.k8s.apimachinery.pkg.apis.meta.v1.Time":                     "t",
	"io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime":                "t",
	"io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1":                 "x",
	"io.k8s.apimachinery.pkg.runtime.RawExtension":                  "x",
	"io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON": "x",
}

func notation(s *schema) string {
	if name := strings.TrimPrefix(s.Ref, "#/definitions/"); name != "" {
		if known := special[name]; known != "" {
			return known
		}
		return name
	}
	switch s.Type + " " + s.Format {
	case "array ":
		return "[" + notation(s.Items)
	case "object ":
		if s.Values != nil {
			return "{" + notation(s.Values)
		}
		return "x"
	case "string byte":
		return "y"
	case "string date-time":
		return "t"
	case "integer int32":
		return "i"
	case "integer int64":
		return "l"
	case "boolean ":
		return "b"
	case "string ":
		return "s"
	case "number double":
		return "n"
	}
	return "x"
}

// validation reads the enumerations and the digests of the functions that validate and default a group.
func validation(kubernetes, group string, into *facts) {
	values := map[string]string{}
	internal := filepath.Join(kubernetes, "pkg/apis", group)
	files(internal, func(path string) bool { return filepath.Base(path) == "types.go" && filepath.Dir(path) == internal }, func(_ string, _ *token.FileSet, file *ast.File) {
		eachConstant(file, func(name, kind, value string) {
			values[name] = value
			if kind != "" {
				into.Enums[group+"."+kind] = append(into.Enums[group+"."+kind], value)
			}
		})
	})
	about := func(path string) bool {
		return strings.Contains(path, "/validation/") || filepath.Base(path) == "defaults.go" || strings.HasSuffix(path, "zz_generated.validations.go")
	}
	files(internal, about, func(path string, set *token.FileSet, file *ast.File) {
		folder, err := filepath.Rel(kubernetes, filepath.Dir(path))
		fail(err)
		for _, decl := range file.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				var printed bytes.Buffer
				fail(printer.Fprint(&printed, set, d))
				into.Functions[folder+"."+d.Name.Name] = fmt.Sprintf("%x", sha256.Sum256(printed.Bytes()))[:12]
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					if variable, ok := spec.(*ast.ValueSpec); ok && d.Tok == token.VAR {
						enumerations(group, variable, values, into.Enums)
					}
				}
			}
		}
	})
	for name := range into.Enums {
		sort.Strings(into.Enums[name])
	}
}

// enumerations are package variables such as supportedProtocols = sets.New(core.ProtocolTCP, …).
func enumerations(group string, variable *ast.ValueSpec, values map[string]string, into map[string][]string) {
	for i, name := range variable.Names {
		if i >= len(variable.Values) {
			continue
		}
		call, ok := variable.Values[i].(*ast.CallExpr)
		if !ok {
			continue
		}
		fun := call.Fun
		if index, ok := fun.(*ast.IndexExpr); ok {
			fun = index.X
		}
		selector, ok := fun.(*ast.SelectorExpr)
		if !ok || !(typeName(selector.X) == "sets" || typeName(selector.X) == "String") {
			continue
		}
		set := []string{}
		for _, argument := range call.Args {
			if conversion, ok := argument.(*ast.CallExpr); ok && len(conversion.Args) == 1 {
				argument = conversion.Args[0]
			}
			value := text(argument)
			if value == "" {
				value = values[typeName(argument)]
			}
			if value != "" {
				set = append(set, value)
			}
		}
		if len(set) > 0 {
			into[group+"."+name.Name] = set
		}
	}
}
