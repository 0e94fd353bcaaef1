// What the tests expect of a result: success, a value, or a refusal with its place in the error table.

package clients

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/ovh/okms-sdk-go"
)

// must gives the value of a call that has to succeed: must(kms.GetServiceKey(...))(t).
func must[T any](value T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		succeeds(t, err)
		return value
	}
}

func succeeds(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("%s: got %v, want %v", what, got, want)
	}
}

func isTrue(t *testing.T, what string, got bool) {
	t.Helper()
	equal(t, what, got, true)
}

// refusal is what a refused call has to carry. A code of 0 leaves the number open, an empty text the words.
type refusal struct {
	status   int
	category okms.Category
	code     okms.ErrorCode
	text     string
}

// Refusals that have a number of their own (service.md 13, clients.md 1.4).
var (
	keyNotFound    = refusal{status: 404, category: okms.CategoryNotFound, code: 17059841}
	domainNotFound = refusal{status: 404, category: okms.CategoryNotFound, code: 16994305}
	keyIdTaken     = refusal{status: 409, category: okms.CategoryConflict, code: 50438145}
	notLoggedIn    = refusal{status: 401, category: okms.CategoryAuthentication, code: 50475011}
	notTrusted     = refusal{status: 401, category: okms.CategoryAuthentication, code: 50475012}
	tokenUnknown   = refusal{status: 401, category: okms.CategoryAuthentication, code: 50475017}
	malformed      = refusal{status: 400, category: okms.CategoryArgument, code: 50405377}
	wrongForKey    = refusal{status: 400, category: okms.CategoryArgument, code: 17047553}
	badArgument    = refusal{status: 400, category: okms.CategoryBadArgument, code: 17072129}
	secretNotFound = refusal{status: 404, category: okms.CategoryNotFound, code: 17125377}
	secretExists   = refusal{status: 409, category: okms.CategoryConflict, code: 17145857}
	wrongSecret    = refusal{status: 400, category: okms.CategoryBadArgument, code: 17137665}
)

// saying is the same refusal, whose text has these words.
func (r refusal) saying(text string) refusal {
	r.text = text
	return r
}

// refused checks that the call failed as the SDK tells it: status, code, category, text and request id, all decoded.
func refused(t *testing.T, err error, want refusal) {
	t.Helper()
	if err == nil {
		t.Fatalf("succeeded, want a refusal with status %d", want.status)
	}
	equal(t, "status of "+err.Error(), okms.ErrStatusCode(err), want.status)
	kmsError := okms.AsKmsError(err)
	if kmsError == nil {
		t.Fatalf("the SDK cannot read the error body of: %v", err)
	}
	equal(t, "category of "+err.Error(), kmsError.ErrorCode.Category(), want.category)
	if want.code != 0 {
		equal(t, "error_code of "+err.Error(), kmsError.ErrorCode, want.code)
	}
	if _, err := uuid.Parse(kmsError.RequestId); err != nil {
		t.Fatalf("request_id %q is not a UUID", kmsError.RequestId)
	}
	if len(kmsError.Errors) == 0 || !strings.Contains(kmsError.Errors[0].Error(), want.text) {
		t.Fatalf("the text %v does not say %q", kmsError.Errors, want.text)
	}
}

// casRefused checks for a refusal of check-and-set by the words that clients look for (choices.md 16).
func casRefused(t *testing.T, err error) {
	t.Helper()
	refused(t, err, refusal{status: 400, category: okms.CategoryBadArgument}.saying("check-and-set"))
	isTrue(t, "the text has the word cas", strings.Contains(strings.ReplaceAll(err.Error(), "casRequired", ""), "cas"))
}

// holds compares a value with JSON.
func holds(t *testing.T, what string, got any, want string) {
	t.Helper()
	var expected, read any
	succeeds(t, json.Unmarshal([]byte(want), &expected))
	succeeds(t, json.Unmarshal(must(json.Marshal(got))(t), &read))
	if !reflect.DeepEqual(read, expected) {
		t.Fatalf("%s: got %v, want %s", what, read, want)
	}
}

// mistaken checks a refusal whose exact row is the server's choice: a 400 that is about an argument.
func mistaken(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		t.Fatal("succeeded, want a 400")
	}
	equal(t, "status of "+err.Error(), okms.ErrStatusCode(err), 400)
	kmsError := okms.AsKmsError(err)
	if kmsError == nil {
		t.Fatalf("the SDK cannot read the error body of: %v", err)
	}
	if category := kmsError.ErrorCode.Category(); category != okms.CategoryArgument && category != okms.CategoryBadArgument {
		t.Fatalf("category %s of %v is not about an argument", category, err)
	}
}
