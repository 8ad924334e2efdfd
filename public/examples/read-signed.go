// Reads one secret from a SikkerKey server and prints it byte for byte. Go 1.19 or later, its standard library alone.
//
//	go run read-signed.go ~/.sikkerkey/vaults/vault_…/identity.json sk_9f3kx0w2ab > value
package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

type identity struct {
	MachineID string `json:"machineId"`
	APIURL    string `json:"apiUrl"`
	key       ed25519.PrivateKey
}

func main() {
	if len(os.Args) != 3 {
		stop(errors.New("usage: go run read-signed.go IDENTITY_FILE SECRET_ID"))
	}
	machine, err := load(os.Args[1])
	if err != nil {
		stop(err)
	}
	value, err := machine.read(os.Args[2])
	if err != nil {
		stop(err)
	}
	if _, err := os.Stdout.WriteString(value); err != nil {
		stop(err)
	}
}

func stop(err error) {
	fmt.Fprintln(os.Stderr, "read-signed:", err)
	os.Exit(1)
}

func load(file string) (*identity, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	machine := &identity{}
	if err := json.Unmarshal(text, machine); err != nil {
		return nil, err
	}
	// A value must not cross a network in the clear.
	server, err := url.Parse(machine.APIURL)
	if err != nil || server.Scheme != "https" && (server.Scheme != "http" || server.Hostname() != "localhost") {
		return nil, errors.New("apiUrl must begin with https:// (or http://localhost)")
	}

	// The private key lies beside identity.json.
	text, err = os.ReadFile(filepath.Join(filepath.Dir(file), "private.pem"))
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("private.pem is not PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("private.pem is not an Ed25519 key")
	}
	machine.key = key
	return machine, nil
}

func (machine *identity) read(secretID string) (string, error) {
	path := "/v1/secret/" + secretID
	request, err := http.NewRequest("GET", machine.APIURL+path, nil)
	if err != nil {
		return "", err
	}
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		return "", err
	}
	nonce := base64.StdEncoding.EncodeToString(random)
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	// The SHA-256 of the body: this request has none.
	body := sha256.Sum256(nil)
	message := "GET:" + path + ":" + timestamp + ":" + nonce + ":" + hex.EncodeToString(body[:])
	signature := ed25519.Sign(machine.key, []byte(message))
	request.Header.Set("X-Machine-Id", machine.MachineID)
	request.Header.Set("X-Timestamp", timestamp)
	request.Header.Set("X-Nonce", nonce)
	request.Header.Set("X-Signature", base64.StdEncoding.EncodeToString(signature))

	client := &http.Client{
		Timeout: 15 * time.Second,
		// A signed request is for this server only.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("the server answered %d: %s", answer.StatusCode, text)
	}
	var read struct {
		Value *string `json:"value"`
	}
	if err := json.Unmarshal(text, &read); err != nil || read.Value == nil {
		return "", errors.New("the answer has no value")
	}
	return *read.Value, nil
}
