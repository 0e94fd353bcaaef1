// go-ovh signs and makes the calls of ../ovh-calls, over plain HTTP and over TLS with the CA of the server.
package goovh

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/ovh/go-ovh/ovh"
)

type call struct {
	Operation string
	Method    string
	Path      string
	Unsigned  bool
	Body      any
	Expect    map[string]any
	Save      map[string]string
	Pattern   string
}

type refusal struct {
	What      string
	Keys      map[string]string
	Method    string
	Path      string
	Body      any
	Status    int
	ErrorCode string
	Class     string
}

func endpoints() map[string]string {
	return map[string]string{
		"plain": os.Getenv("OVH_ENDPOINT"),
		"TLS":   os.Getenv("KMS_RESTAPI_ENDPOINT") + "/1.0",
	}
}

func read(t *testing.T, name string, rows any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "ovh-calls", name))
	if err != nil {
		t.Fatal(err)
	}
	decode(t, text, rows)
}

func decode(t *testing.T, text []byte, value any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

func client(t *testing.T, endpoint string, keys map[string]string) *ovh.Client {
	t.Helper()
	key := func(name, variable string) string {
		if text, given := keys[name]; given {
			return text
		}
		return os.Getenv(variable)
	}
	made, err := ovh.NewClient(
		endpoint,
		key("applicationKey", "OVH_APPLICATION_KEY"),
		key("applicationSecret", "OVH_APPLICATION_SECRET"),
		key("consumerKey", "OVH_CONSUMER_KEY"),
	)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

type values map[string]string

var (
	number = regexp.MustCompile(`"\{#(\w+)\}"`)
	text   = regexp.MustCompile(`\{(\w+)\}`)
)

func (known values) filled(t *testing.T, template any) any {
	t.Helper()
	var written bytes.Buffer
	encoder := json.NewEncoder(&written)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(template); err != nil {
		t.Fatal(err)
	}
	filled := number.ReplaceAllStringFunc(written.String(), func(found string) string {
		return known[number.FindStringSubmatch(found)[1]]
	})
	filled = text.ReplaceAllStringFunc(filled, func(found string) string {
		return known[text.FindStringSubmatch(found)[1]]
	})
	var value any
	decode(t, []byte(filled), &value)
	return value
}

func at(value any, place string) (any, error) {
	if place == "" {
		return value, nil
	}
	for _, name := range strings.Split(place, ".") {
		switch within := value.(type) {
		case map[string]any:
			value = within[name]
		case []any:
			index, err := strconv.Atoi(name)
			if err != nil {
				return nil, err
			}
			if index < 0 {
				index += len(within)
			}
			if index < 0 || index >= len(within) {
				return nil, fmt.Errorf("no %s in a list of %d", name, len(within))
			}
			value = within[index]
		default:
			return nil, fmt.Errorf("no %s in %v", name, value)
		}
	}
	return value, nil
}

func makeCalls(t *testing.T, api *ovh.Client) {
	var calls []call
	read(t, "calls.json", &calls)
	known := values{"okms": os.Getenv("KMS_RESTAPI_OKMSID")}
	for _, one := range calls {
		path := known.filled(t, one.Path).(string)
		var body any
		if one.Body != nil {
			body = known.filled(t, one.Body)
		}
		// go-ovh leaves it as it is where the answer is null.
		raw := json.RawMessage("null")
		if err := api.CallAPI(one.Method, path, body, &raw, !one.Unsigned); err != nil {
			t.Fatalf("%s: %v", one.Operation, err)
		}
		var answer any
		decode(t, raw, &answer)
		for place, template := range one.Expect {
			value, err := at(answer, place)
			if err != nil {
				t.Fatalf("%s: %v", one.Operation, err)
			}
			if expected := known.filled(t, template); !reflect.DeepEqual(value, expected) {
				t.Errorf("%s: %s is %v, not %v", one.Operation, place, value, expected)
			}
		}
		for name, place := range one.Save {
			value, err := at(answer, place)
			if err != nil {
				t.Fatalf("%s: %v", one.Operation, err)
			}
			saved := fmt.Sprint(value)
			if one.Pattern != "" {
				saved = regexp.MustCompile(one.Pattern).FindStringSubmatch(saved)[1]
			}
			known[name] = saved
		}
	}
}

func TestCalls(t *testing.T) {
	for name, endpoint := range endpoints() {
		t.Run(name, func(t *testing.T) { makeCalls(t, client(t, endpoint, nil)) })
	}
}

func TestTheVariablesAlone(t *testing.T) {
	api, err := ovh.NewDefaultClient()
	if err != nil {
		t.Fatal(err)
	}
	var me struct{ Nichandle string }
	if err := api.Get("/me", &me); err != nil || me.Nichandle != "emulator-ovh" {
		t.Fatalf("%v, %v", me, err)
	}
}

func TestAToken(t *testing.T) {
	// go-ovh takes one kind of credentials alone, wherever it finds them.
	for _, name := range []string{"OVH_APPLICATION_KEY", "OVH_APPLICATION_SECRET", "OVH_CONSUMER_KEY"} {
		t.Setenv(name, "")
	}
	for name, endpoint := range endpoints() {
		t.Run(name, func(t *testing.T) {
			api, err := ovh.NewAccessTokenClient(endpoint, os.Getenv("KMS_RESTAPI_TOKEN"))
			if err != nil {
				t.Fatal(err)
			}
			var domain struct{ ID string }
			path := "/v2/okms/resource/" + os.Getenv("KMS_RESTAPI_OKMSID")
			if err := api.Get(path, &domain); err != nil || domain.ID != os.Getenv("KMS_RESTAPI_OKMSID") {
				t.Fatalf("%v, %v", domain, err)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	var refusals []refusal
	read(t, "refusals.json", &refusals)
	known := values{"okms": os.Getenv("KMS_RESTAPI_OKMSID")}
	for name, endpoint := range endpoints() {
		for _, one := range refusals {
			t.Run(name+", "+one.What, func(t *testing.T) {
				var body any
				if one.Body != nil {
					body = known.filled(t, one.Body)
				}
				path := known.filled(t, one.Path).(string)
				err := client(t, endpoint, one.Keys).CallAPI(one.Method, path, body, nil, true)
				var refused *ovh.APIError
				if !errors.As(err, &refused) {
					t.Fatalf("%v", err)
				}
				// A message that go-ovh could not read is the whole body.
				if refused.Code != one.Status || refused.Message == "" || strings.HasPrefix(refused.Message, "{") {
					t.Errorf("%+v", refused)
				}
				if refused.QueryID == "" || !strings.HasPrefix(refused.Class, one.Class) || (one.Class == "") != (refused.Class == "") {
					t.Errorf("%+v", refused)
				}
			})
		}
	}
}
