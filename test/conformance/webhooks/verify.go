// Prints for each case whether the published library takes it: a JSON list of booleans.
package main

import (
	"encoding/json"
	"net/http"
	"os"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

type testCase struct {
	Secret  string            `json:"secret"`
	Headers map[string]string `json:"headers"`
	Body    []byte            `json:"body"`
}

func (one testCase) isTaken() bool {
	webhook, err := standardwebhooks.NewWebhook(one.Secret)
	if err != nil {
		return false
	}
	headers := http.Header{}
	for name, value := range one.Headers {
		headers.Set(name, value)
	}
	return webhook.Verify(one.Body, headers) == nil
}

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var cases []testCase
	if err := json.Unmarshal(text, &cases); err != nil {
		panic(err)
	}
	taken := make([]bool, len(cases))
	for index, one := range cases {
		taken[index] = one.isTaken()
	}
	if err := json.NewEncoder(os.Stdout).Encode(taken); err != nil {
		panic(err)
	}
}
