// What a vendor does first, through a client that oapi-codegen has made of the document.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"smoke/client"
)

func check(isGood bool, what string, seen any) {
	if !isGood {
		panic(fmt.Sprintf("%s: %+v", what, seen))
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func pointer[T any](value T) *T { return &value }

func main() {
	ctx := context.Background()
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+os.Args[2])
		return nil
	}
	api := must(client.NewClientWithResponses(os.Args[1], client.WithRequestEditorFn(authorize)))
	order := client.CreateDomain{
		Name:         "go-smoke.com",
		Provider:     "microsoft365",
		Registration: "register",
		Dns:          "managed",
		MailboxCount: pointer(int32(2)),
	}

	key := client.DomainsCreateParams{IdempotencyKey: pointer("go-1")}
	ordered := must(api.DomainsCreateWithResponse(ctx, &key, order))
	check(ordered.JSON202 != nil, "ordered", string(ordered.Body))
	again := must(api.DomainsCreateWithResponse(ctx, &key, order))
	check(again.JSON202 != nil && again.JSON202.Id == ordered.JSON202.Id, "the same order twice", string(again.Body))

	deadline := time.Now().Add(time.Minute)
	for {
		operation := must(api.OperationsGetWithResponse(ctx, *ordered.JSON202.OperationId, nil))
		check(operation.JSON200 != nil && time.Now().Before(deadline), "operation", string(operation.Body))
		if operation.JSON200.FinishedAt != nil {
			check(operation.JSON200.Status == "succeeded", "operation", string(operation.Body))
			break
		}
		time.Sleep(200 * time.Millisecond)
	}

	domainId := ordered.JSON202.Id
	domain := must(api.DomainsGetWithResponse(ctx, domainId, nil))
	check(domain.JSON200 != nil && domain.JSON200.Status == "warming", "domain", string(domain.Body))
	page := must(api.MailboxesListWithResponse(ctx, &client.MailboxesListParams{DomainId: &domainId, Limit: pointer(int32(1))}))
	check(page.JSON200 != nil && len(page.JSON200.Data) == 1 && page.JSON200.NextCursor != nil, "mailboxes", string(page.Body))

	refused := must(api.DomainsCreateWithResponse(ctx, nil, order))
	problem := refused.ApplicationproblemJSON409
	check(problem != nil && problem.Code == "domain_exists", "refused", string(refused.Body))

	endpoint := must(api.WebhookEndpointsCreateWithResponse(ctx, nil, client.CreateWebhookEndpoint{Url: "http://127.0.0.1:4000/"}))
	check(endpoint.JSON201 != nil && strings.HasPrefix(endpoint.JSON201.Secret, "whsec_"), "endpoint", string(endpoint.Body))
	fmt.Println("done")
}
